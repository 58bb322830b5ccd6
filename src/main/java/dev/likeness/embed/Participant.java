package dev.likeness.embed;

import dev.likeness.embed.SocketWire.Told;
import dev.likeness.embed.speech.SaidSentence;
import dev.likeness.embed.speech.Saying;
import dev.likeness.room.RoomMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a room, over one connection. What is said comes one text after the other, not much faster than it can be
 * listened to, on a thread of its own; everything else comes at once.
 */
final class Participant {

    /** Seconds of speech that a page has in advance. */
    private static final double AHEAD = 20;
    private static final int REMEMBERED = 500;
    private static final int TURNS_A_MINUTE = 30;

    final String name;
    final Line line;

    private final Function<RoomMessage, Saying> speaks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Set<UUID> heard = new LinkedHashSet<>();
    private final Deque<RoomMessage> texts = new ArrayDeque<>();
    private final Deque<Long> turns = new ArrayDeque<>();
    private @Nullable Thread voice;
    /** Counts what broke a speech off: whoever began before has to stop. */
    private int broken;
    private boolean gone;

    /** @param speaks what is to be heard of a text */
    Participant(String name, Line line, Function<RoomMessage, Saying> speaks) {
        this.name = name;
        this.line = line;
        this.speaks = speaks;
    }

    /** Hears something once, however often it comes. */
    void hear(RoomMessage message) {
        lock.lock();
        try {
            if (gone || !heard.add(message.id())) {
                return;
            }
            if (heard.size() > REMEMBERED) {
                heard.remove(heard.iterator().next());
            }
            if (message.kind() == RoomMessage.Kind.SPEAK) {
                texts.add(message);
                news.signalAll();
                return;
            }
            if (message.kind() == RoomMessage.Kind.CLEAR) {
                texts.clear();
                broken++;
                news.signalAll();
            }
        } finally {
            lock.unlock();
        }
        switch (message.kind()) {
            case GESTURE -> atOnce(Told.gesture(message.id().toString(), message.body()));
            case CLEAR -> atOnce(Told.clear(message.id().toString()));
            // A context is the agent's to know.
            case ADD_CONTEXT, SPEAK -> {
            }
        }
    }

    /** Begins, with what somebody who comes back has missed. What came meanwhile comes after it. */
    void begin(List<RoomMessage> missed) {
        lock.lock();
        try {
            Set<UUID> first = new HashSet<>();
            missed.forEach(message -> first.add(message.id()));
            List<RoomMessage> meanwhile = texts.stream().filter(message -> !first.contains(message.id())).toList();
            texts.clear();
            heard.removeAll(first);
            missed.forEach(this::hear);
            texts.addAll(meanwhile);
            voice = Thread.ofVirtual().name("participant").start(this::speak);
        } finally {
            lock.unlock();
        }
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

    /** Whether a turn of the visitor is taken: so many a minute. */
    boolean turn() {
        lock.lock();
        try {
            long now = System.nanoTime();
            while (!turns.isEmpty() && now - turns.getFirst() > TimeUnit.MINUTES.toNanos(1)) {
                turns.removeFirst();
            }
            turns.addLast(now);
            return turns.size() <= TURNS_A_MINUTE;
        } finally {
            lock.unlock();
        }
    }

    private void atOnce(Told what) {
        Thread.startVirtualThread(() -> line.tell(what));
    }

    private void speak() {
        try {
            long spokenAt = System.nanoTime();
            while (true) {
                RoomMessage text;
                int since;
                lock.lockInterruptibly();
                try {
                    while (texts.isEmpty() && !gone) {
                        news.await();
                    }
                    if (gone) {
                        return;
                    }
                    text = texts.remove();
                    since = broken;
                } finally {
                    lock.unlock();
                }
                spokenAt = speak(text, since, Math.max(spokenAt, System.nanoTime()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return when it will have been heard */
    private long speak(RoomMessage text, int since, long from) throws InterruptedException {
        line.tell(Told.turn(text.id().toString(), "agent", text.body()));
        Saying saying = speaks.apply(text);
        long until = from;
        int number = 0;
        for (SaidSentence next = saying.sentence(number); next != null; next = saying.sentence(++number)) {
            if (!goesOn(since, until)) {
                return System.nanoTime();
            }
            line.tell(next.frame());
            until += (long) (next.seconds() * 1e9);
        }
        return until;
    }

    /** Waits until the page needs more; false when the speech was broken off. */
    private boolean goesOn(int since, long until) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = until - System.nanoTime() - (long) (AHEAD * 1e9);
            while (left > 0 && broken == since) {
                left = news.awaitNanos(left);
            }
            return broken == since;
        } finally {
            lock.unlock();
        }
    }
}
