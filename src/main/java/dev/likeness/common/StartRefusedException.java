package dev.likeness.common;

/** The server cannot start as it is set up; said in one sentence, with what to do about it. */
public final class StartRefusedException extends RuntimeException {

    private final String remedy;

    /**
     * @param sentence what is wrong
     * @param remedy what the operator does about it
     */
    public StartRefusedException(String sentence, String remedy) {
        super(sentence);
        this.remedy = remedy;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    public String remedy() {
        return remedy;
    }
}
