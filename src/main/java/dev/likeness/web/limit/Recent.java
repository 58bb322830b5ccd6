package dev.likeness.web.limit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What was used lately, by key. A bucket that nobody has taken from for a minute is full and may be forgotten: made anew it
 * is the same. Only when there are too many for that are others forgotten, those first that were used longest ago.
 */
final class Recent<K, V> {

    private static final Duration KEPT = Duration.ofMinutes(2);
    /** Of those that are old, how many go with each new one: more come than stay, so it ends. */
    private static final int AT_ONCE = 4;

    private static final class Entry<V> {

        private final V value;
        private Instant used;

        private Entry(V value, Instant used) {
            this.value = value;
            this.used = used;
        }
    }

    private final Map<K, Entry<V>> entries = new LinkedHashMap<>(64, 0.75f, true);
    private final Clock clock;
    private final int most;

    Recent(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    synchronized V get(K key, Supplier<V> fresh) {
        Instant now = clock.instant();
        Entry<V> entry = entries.get(key);
        if (entry == null) {
            forget(now);
            entry = new Entry<>(fresh.get(), now);
            entries.put(key, entry);
        }
        entry.used = now;
        return entry.value;
    }

    private void forget(Instant now) {
        Iterator<Entry<V>> oldest = entries.values().iterator();
        for (int i = 0; i < AT_ONCE && oldest.hasNext(); i++) {
            boolean old = oldest.next().used.isBefore(now.minus(KEPT));
            if (!old && entries.size() < most) {
                return;
            }
            oldest.remove();
        }
    }

    synchronized int size() {
        return entries.size();
    }
}
