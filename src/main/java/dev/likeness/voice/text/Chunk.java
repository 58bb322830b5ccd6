package dev.likeness.voice.text;

/**
 * What stands between two blanks.
 *
 * @param lead quotes and brackets before it
 * @param core what is read
 * @param trail marks behind it
 */
record Chunk(String lead, String core, String trail) {

    private static final String LEAD = "([{\"“”„‘'’«¿¡*_`~|‹•‣▪◦";
    private static final String TRAIL = ".,;:!?…)]}\"“”’'»*_`~|›‽。！？、，；：";

    static Chunk of(String raw) {
        int begin = 0;
        int end = raw.length();
        while (begin < end && LEAD.indexOf(raw.charAt(begin)) >= 0) {
            begin++;
        }
        while (end > begin && TRAIL.indexOf(raw.charAt(end - 1)) >= 0) {
            end--;
        }
        return new Chunk(raw.substring(0, begin), raw.substring(begin, end), raw.substring(end));
    }

    boolean opens() {
        return lead.indexOf('(') >= 0 || lead.indexOf('[') >= 0;
    }

    boolean dotted() {
        return trail.startsWith(".");
    }

    /** The mark that is heard behind it, or 0. */
    char mark() {
        for (int i = 0; i < trail.length(); i++) {
            switch (trail.charAt(i)) {
                case ',', '、', '，', ')', ']' -> {
                    return ',';
                }
                case ';', '；' -> {
                    return ';';
                }
                case ':', '：' -> {
                    return ':';
                }
                case '.', '。' -> {
                    return trail.startsWith("..", i) ? '…' : trail.indexOf('?') > i ? '?' : '.';
                }
                case '…' -> {
                    return '…';
                }
                case '!', '！' -> {
                    return trail.indexOf('?') >= 0 ? '?' : '!';
                }
                case '?', '？', '‽' -> {
                    return '?';
                }
                default -> {
                }
            }
        }
        return 0;
    }
}
