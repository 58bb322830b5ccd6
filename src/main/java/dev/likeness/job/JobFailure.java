package dev.likeness.job;

/** An attempt that ended badly, in words fit for the person who ordered the work. */
public final class JobFailure extends RuntimeException {

    private final String step;
    private final boolean permanent;

    private JobFailure(String step, String reason, boolean permanent, Throwable cause) {
        super(reason, cause);
        this.step = step;
        this.permanent = permanent;
    }

    /** Trying again would fail the same way: the input is at fault. */
    public static JobFailure permanent(String step, String reason, Throwable cause) {
        return new JobFailure(step, reason, true, cause);
    }

    /** Another attempt may succeed. */
    public static JobFailure passing(String step, String reason, Throwable cause) {
        return new JobFailure(step, reason, false, cause);
    }

    public String step() {
        return step;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    public boolean isPermanent() {
        return permanent;
    }
}
