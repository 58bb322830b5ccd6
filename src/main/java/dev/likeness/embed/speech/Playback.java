package dev.likeness.embed.speech;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How far a page is with what it was sent to say, by the clock and by what it says: it plays one sentence behind
 * the other. Not for several threads. */
public final class Playback {

    private static final int REMEMBERED = 200;

    private final Map<UUID, Text> texts = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Text> eldest) {
            return size() > REMEMBERED;
        }
    };
    private long until = System.nanoTime();

    private record Piece(String text, long from, long until) {

        /** Its words until then. */
        String heard(long now) {
            if (now - until >= 0) {
                return text;
            }
            if (now - from <= 0) {
                return "";
            }
            int length = (int) (text.length() * ((double) (now - from) / (until - from)));
            return text.substring(0, Math.max(0, text.lastIndexOf(' ', length)));
        }
    }

    private static final class Text {

        private final String part;
        private final List<Piece> pieces = new ArrayList<>();
        private boolean sent;
        private boolean finished;

        Text(String part) {
            this.part = part;
        }

        boolean over(long now) {
            return finished || sent && (pieces.isEmpty() || now - pieces.getLast().until >= 0);
        }

        String heard(long now) {
            return String.join(" ", pieces.stream().map(piece -> piece.heard(now)).filter(text -> !text.isEmpty())
                    .toList());
        }
    }

    /** @param part by which the page knows the text */
    public void begin(UUID text, String part) {
        texts.put(text, new Text(part));
    }

    /** A sentence of it is sent now. */
    public void add(UUID text, SaidSentence sentence) {
        Text known = texts.get(text);
        if (known != null) {
            long now = System.nanoTime();
            long from = until - now > 0 ? until : now;
            until = from + (long) (sentence.seconds() * 1e9);
            known.pieces.add(new Piece(sentence.text(), from, until));
        }
    }

    /** All of it was sent. */
    public void end(UUID text) {
        Text known = texts.get(text);
        if (known != null) {
            known.sent = true;
        }
    }

    /** The page says that it was heard, sooner than by the clock. */
    public void finished(UUID text) {
        Text known = texts.get(text);
        if (known != null) {
            known.finished = true;
        }
    }

    /** How much was sent and is not heard yet. */
    public long aheadNanos() {
        return until - System.nanoTime();
    }

    /** What was begun and is not over, and what was heard of it. */
    public Map<UUID, String> unheard() {
        long now = System.nanoTime();
        Map<UUID, String> unheard = new HashMap<>();
        texts.forEach((id, text) -> {
            if (!text.over(now)) {
                unheard.put(id, text.heard(now));
            }
        });
        return unheard;
    }

    /** Whether all of it was heard. */
    public boolean isOver(UUID text) {
        Text known = texts.get(text);
        return known != null && known.over(System.nanoTime());
    }

    /**
     * The page stops.
     *
     * @param heard texts that were not heard to their end, and what was
     * @return the same by the parts that the page knows
     */
    public Map<String, String> forget(Map<UUID, String> heard) {
        Map<String, String> parts = new HashMap<>();
        heard.forEach((id, text) -> {
            Text known = texts.get(id);
            if (known != null) {
                parts.put(known.part, text);
            }
        });
        texts.clear();
        until = System.nanoTime();
        return parts;
    }
}
