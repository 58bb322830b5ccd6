package dev.likeness.avatar;

/**
 * How a medium came to be, in the words of IPTC's vocabulary, which platforms read to tell people what is synthetic.
 */
public enum DigitalSource {

    /** Drawn by a program from numbers, without anything that was learnt from pictures: a painted portrait. */
    ALGORITHMIC_MEDIA("algorithmicMedia"),
    /**
     * Real and synthetic parts together: a photograph whose mouth, eyes and motion are computed, or any face that speaks, for
     * voices are learnt. Not {@code trainedAlgorithmicMedia}: no net has made the pictures.
     */
    COMPOSITE_SYNTHETIC("compositeSynthetic");

    private final String term;

    DigitalSource(String term) {
        this.term = term;
    }

    /** Of a portrait that moves. */
    public static DigitalSource ofMoving(Portrait portrait) {
        return portrait.origin().equals("drawn") ? ALGORITHMIC_MEDIA : COMPOSITE_SYNTHETIC;
    }

    public String uri() {
        return "http://cv.iptc.org/newscodes/digitalsourcetype/" + term;
    }
}
