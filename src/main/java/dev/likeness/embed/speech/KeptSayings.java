package dev.likeness.embed.speech;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * What is being said, and what was said last, for rooms that hear of it later and visitors that come back. The last is
 * bounded; whatever somebody is saying is found as long as they hold it.
 */
final class KeptSayings {

    private final long mostBytes;
    private final int mostTexts;
    /** The one asked for last is the last. */
    private final Map<Key, Saying> last = new LinkedHashMap<>(64, .75f, true);
    private final Map<Key, Held> held = new HashMap<>();
    private final ReferenceQueue<Saying> gone = new ReferenceQueue<>();

    /**
     * @param id of a text
     * @param agent by its code
     * @param file the key of that from which it is shown
     */
    record Key(UUID id, String agent, String file) {
    }

    private static final class Held extends WeakReference<Saying> {

        private final Key key;

        Held(Key key, Saying saying, ReferenceQueue<Saying> gone) {
            super(saying, gone);
            this.key = key;
        }
    }

    KeptSayings(long mostBytes, int mostTexts) {
        this.mostBytes = mostBytes;
        this.mostTexts = mostTexts;
    }

    /** @param begun makes it where there is none, given what is to be run whenever it has grown */
    synchronized Saying of(Key key, Function<Runnable, Saying> begun) {
        forget();
        Held known = held.get(key);
        Saying saying = known == null ? null : known.get();
        if (saying == null) {
            saying = begun.apply(this::bound);
            held.put(key, new Held(key, saying, gone));
        }
        last.put(key, saying);
        bound();
        return saying;
    }

    /** Drops the oldest of what is too much. Runs while a text that grows is locked, and so may wait for none. */
    private synchronized void bound() {
        long bytes = bytes();
        var oldest = last.values().iterator();
        while (last.size() > mostTexts || bytes > mostBytes) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    private void forget() {
        for (Held nobodys = (Held) gone.poll(); nobodys != null; nobodys = (Held) gone.poll()) {
            held.remove(nobodys.key, nobodys);
        }
    }

    /** That are kept for those who come later. */
    synchronized long bytes() {
        return last.values().stream().mapToLong(Saying::bytes).sum();
    }
}
