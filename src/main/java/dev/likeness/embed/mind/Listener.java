package dev.likeness.embed.mind;

import dev.likeness.voice.heard.SpeechSense;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to one visitor: what arrives is heard on the listeners' threads, what was said is written down on its own. */
public final class Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BYTES_A_SECOND = SpeechSense.RATE * Short.BYTES;
    /** A page whose network stood still sends what it has at once. */
    private static final int MOST_AT_ONCE = 10 * BYTES_A_SECOND;
    /** A browser's clock is not ours. */
    private static final double FASTER = 1.1;
    private static final int PIECE = SpeechSense.PIECE * Short.BYTES;
    private static final double BARGE_IN = .3;
    /** Turns that wait while another one is written down. */
    private static final int WAITING = 2;

    private final Listeners listeners;
    private final Speaks visitor;
    private final SpeechSense sense;
    private final TurnDetector detector = new TurnDetector();
    /** What has arrived and was not heard; guarded by itself, as all that follows. */
    private final Deque<byte[]> arrived = new ArrayDeque<>();
    private int arrivedBytes;
    private boolean hearing;
    private double allowed = MOST_AT_ONCE;
    private long allowedAt = System.nanoTime();
    private boolean warned;
    private final Deque<byte[]> turns = new ArrayDeque<>();
    private boolean writing;
    private boolean closed;
    /** Of the thread that hears. */
    private byte[] rest = new byte[0];
    private boolean brokenIn;

    Listener(Listeners listeners, Speaks visitor, SpeechSense sense) {
        this.listeners = listeners;
        this.visitor = visitor;
        this.sense = sense;
    }

    /** Sound of a microphone: samples of two bytes, little-endian, 16,000 a second; of what comes faster some is lost. */
    public void sound(byte[] samples) {
        boolean tooMuch;
        synchronized (arrived) {
            long now = System.nanoTime();
            allowed = Math.min(MOST_AT_ONCE, allowed + (now - allowedAt) / 1e9 * BYTES_A_SECOND * FASTER);
            allowedAt = now;
            boolean lost = samples.length > allowed || arrivedBytes + samples.length > MOST_AT_ONCE;
            tooMuch = lost && !warned;
            warned |= lost;
            if (!lost && !closed) {
                allowed -= samples.length;
                arrived.add(samples);
                arrivedBytes += samples.length;
                if (!hearing) {
                    hearing = true;
                    listeners.soon(this::hear);
                }
            }
        }
        if (tooMuch) {
            visitor.notice("Some of what you said was lost: it came faster than one speaks.");
        }
    }

    public void close() {
        synchronized (arrived) {
            closed = true;
            arrived.clear();
            turns.clear();
        }
    }

    private void hear() {
        try {
            hearNext();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Nobody can listen to visitors of {}", visitor.agent().code(), e);
            close();
            visitor.notice("You cannot be heard here. You can still write.");
        }
    }

    /** A piece of what has arrived, then it is somebody else's turn. */
    private void hearNext() {
        byte[] samples;
        synchronized (arrived) {
            samples = arrived.poll();
            if (samples == null) {
                hearing = false;
                return;
            }
            arrivedBytes -= samples.length;
        }
        byte[] all = Arrays.copyOf(rest, rest.length + samples.length);
        System.arraycopy(samples, 0, all, rest.length, samples.length);
        int from = 0;
        for (; from + PIECE <= all.length; from += PIECE) {
            hear(Arrays.copyOfRange(all, from, from + PIECE));
        }
        rest = Arrays.copyOfRange(all, from, all.length);
        listeners.soon(this::hear);
    }

    private void hear(byte[] piece) {
        float[] sound = new float[SpeechSense.PIECE];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (short) (piece[2 * i] & 0xff | piece[2 * i + 1] << 8) / 32768f;
        }
        byte[] turn = detector.hear(sense.hear(sound), piece);
        if (detector.speaking() < BARGE_IN) {
            brokenIn = false;
        } else if (!brokenIn && visitor.hearsSpeech()) {
            brokenIn = true;
            Thread.startVirtualThread(visitor::bargedIn);
        }
        if (turn != null) {
            said(turn);
        }
    }

    private void said(byte[] turn) {
        boolean lost;
        synchronized (arrived) {
            lost = turns.size() >= WAITING;
            if (!lost && !closed) {
                turns.add(turn);
                if (!writing) {
                    writing = true;
                    Thread.ofVirtual().name("listener").start(this::write);
                }
            }
        }
        if (lost) {
            visitor.notice("That was too much at once. Please say it again in a moment.");
        }
    }

    private void write() {
        try {
            for (byte[] turn = nextTurn(); turn != null; turn = nextTurn()) {
                listeners.write(visitor, turn);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("What is said to {} leads to nothing", visitor.agent().code(), e);
            close();
            visitor.notice("You cannot be heard at the moment. You can still write.");
        }
    }

    private byte @Nullable [] nextTurn() {
        synchronized (arrived) {
            byte[] turn = turns.poll();
            writing = turn != null;
            return turn;
        }
    }
}
