package dev.likeness.embed;

import dev.likeness.embed.SocketWire.Told;
import dev.likeness.embed.mind.RoomBodies.Broken;
import dev.likeness.embed.mind.RoomBodies.Part;
import dev.likeness.embed.mind.RoomBodies.Turn;
import dev.likeness.embed.speech.Playback;
import dev.likeness.embed.speech.SaidSentence;
import dev.likeness.embed.speech.Saying;
import dev.likeness.room.RoomMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody in a room, over one connection. What is said comes one text after the other, not much faster than it can be
 * listened to, on a thread of its own; everything else comes at once, and what breaks a speech off after the last of it.
 */
final class Participant {

    private static final Logger LOG = LoggerFactory.getLogger(Participant.class);
    /** Seconds of speech that a page has in advance. */
    private static final double AHEAD = 20;
    private static final int REMEMBERED = 5_000;
    /** Characters that wait to be said: some two hours of speech. */
    private static final int MOST_WAITING = 100_000;

    final String name;
    final Line line;
    final Visit visit;

    private final Function<Words, Saying> speaks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Set<UUID> heard = new LinkedHashSet<>();
    private final Deque<Words> texts = new ArrayDeque<>();
    private final Playback playback = new Playback();
    private final Set<UUID> silenced = new LinkedHashSet<>();
    private final TurnLimit turns = new TurnLimit();
    private @Nullable Thread voice;
    /** Counts what broke a speech off: whoever began before has to stop. */
    private int broken;
    private volatile boolean gone;

    /**
     * A text that is to be heard.
     *
     * @param turn of which it is a part
     * @param number of the part
     * @param goesOn whether another part may follow
     */
    record Words(UUID id, String text, UUID turn, int number, boolean goesOn) {
    }

    /** @param speaks what is to be heard of a text */
    Participant(String name, Line line, Visit visit, Function<Words, Saying> speaks) {
        this.name = name;
        this.line = line;
        this.visit = visit;
        this.speaks = speaks;
    }

    /** Hears something once, however often it comes. */
    void hear(RoomMessage message) {
        String id = message.id().toString();
        lock.lock();
        try {
            if (gone || !heard.add(message.id())) {
                return;
            }
            trim(heard);
            switch (message.kind()) {
                case SPEAK -> say(new Words(message.id(), message.body(), message.id(), 0, false));
                case ANSWER -> {
                    Part part = Part.of(message);
                    if (!silenced.contains(part.answer())) {
                        say(new Words(message.id(), part.text(), part.answer(), part.number(), true));
                    }
                }
                case TURN -> {
                    Turn turn = Turn.of(message);
                    line.soon(Told.turn(turn.line(), 0, "user", turn.text()));
                }
                case GESTURE -> {
                    String[] told = message.body().split(" ", 2);
                    line.soon(Told.gesture(id, told[0], told.length > 1 ? told[1] : null));
                }
                case CLEAR -> breakOff(id, Broken.of(message));
                // A context is the agent's to know.
                case ADD_CONTEXT -> {
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void say(Words words) {
        int waiting = texts.stream().mapToInt(one -> one.text.length()).sum();
        if (waiting + words.text.length() <= MOST_WAITING) {
            texts.add(words);
            news.signalAll();
        } else {
            LOG.warn("{} has {} characters to say and does not take more", visit.agent().code(), waiting);
        }
    }

    private void breakOff(String id, Broken off) {
        silenced.addAll(off.answers());
        trim(silenced);
        texts.clear();
        broken++;
        news.signalAll();
        line.soon(Told.clear(id, playback.forget(off.said())));
    }

    private static void trim(Set<UUID> ids) {
        while (ids.size() > REMEMBERED) {
            ids.remove(ids.iterator().next());
        }
    }

    /** What waits to be heard or is heard just now, by the messages' ids, and how much of it was. */
    Map<UUID, String> unheard() {
        lock.lock();
        try {
            Map<UUID, String> unheard = playback.unheard();
            texts.forEach(words -> unheard.put(words.id, ""));
            return unheard;
        } finally {
            lock.unlock();
        }
    }

    /** The page has played all of a message. */
    void played(UUID message) {
        lock.lock();
        try {
            playback.finished(message);
        } finally {
            lock.unlock();
        }
    }

    /** Whether all of a message was heard. */
    boolean hasHeard(UUID message) {
        lock.lock();
        try {
            return playback.isOver(message);
        } finally {
            lock.unlock();
        }
    }

    /** Begins, with what somebody who comes back has missed. What came meanwhile comes after it. */
    void begin(List<RoomMessage> missed) {
        lock.lock();
        try {
            Set<UUID> first = new HashSet<>();
            missed.forEach(message -> first.add(message.id()));
            List<Words> meanwhile = texts.stream().filter(words -> !first.contains(words.id)).toList();
            texts.clear();
            heard.removeAll(first);
            missed.forEach(this::hear);
            texts.addAll(meanwhile);
            voice = Thread.ofVirtual().name("participant").start(this::speak);
        } finally {
            lock.unlock();
        }
        line.begin();
    }

    void end() {
        lock.lock();
        try {
            gone = true;
            broken++;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        Thread thread = voice;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Whether the connection was given up: whatever comes over it counts for nothing. */
    boolean isGone() {
        return gone;
    }

    /** Whether a turn of the visitor is taken: so many a minute. */
    boolean turn() {
        return !gone && turns.take();
    }

    private void speak() {
        try {
            while (true) {
                Words words;
                int since;
                lock.lockInterruptibly();
                try {
                    while (texts.isEmpty() && !gone) {
                        news.await();
                    }
                    if (gone) {
                        return;
                    }
                    words = texts.remove();
                    since = broken;
                    playback.begin(words.id, words.turn + " " + words.number);
                } finally {
                    lock.unlock();
                }
                speak(words, since);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void speak(Words words, int since) throws InterruptedException {
        Told turn = Told.turn(words.turn.toString(), words.number, "agent", words.text);
        boolean goesOn = send(since, () -> line.tell(turn), null, words);
        Saying saying = speaks.apply(words);
        int number = 0;
        for (SaidSentence next = saying.sentence(number); goesOn && next != null; next = saying.sentence(++number)) {
            SaidSentence sentence = next;
            if (has(words, number)) {
                continue;
            }
            goesOn = waits(since) && send(since, () -> line.tell(sentence.frame()), sentence, words);
        }
        lock.lock();
        try {
            playback.end(words.id);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the page has that sentence since before it was cut off. */
    private boolean has(Words words, int number) {
        Visit.Heard heard = visit.heard();
        return heard != null && heard.id().equals(words.id) && number <= heard.seq();
    }

    /**
     * Sends something behind all that is urgent; false where the speech was broken off before.
     *
     * @param sentence that it lets hear
     */
    private boolean send(int since, Runnable what, @Nullable SaidSentence sentence, Words words) {
        return line.send(() -> {
            lock.lock();
            try {
                boolean wanted = broken == since;
                if (wanted && sentence != null) {
                    playback.add(words.id, sentence);
                }
                return wanted;
            } finally {
                lock.unlock();
            }
        }, what);
    }

    /** Waits until the page needs more; false when the speech was broken off. */
    private boolean waits(int since) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = playback.aheadNanos() - (long) (AHEAD * 1e9);
            while (left > 0 && broken == since) {
                left = news.awaitNanos(left);
            }
            return broken == since;
        } finally {
            lock.unlock();
        }
    }
}
