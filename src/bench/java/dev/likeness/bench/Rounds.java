package dev.likeness.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands out sessions so that every heartbeat bills: a session that has beaten beats again only after the sandbox clock
 * has moved a minute. The sessions are cut into groups; when all of a group have beaten, the clock moves, and the group
 * starts over. With one group everybody waits for the clock at the end of a round. With two the others go on beating
 * meanwhile, as they do in life, so that a load of few sessions is not a row of stops; a heartbeat then mostly bills
 * the two minutes that have gone by, in one entry.
 */
final class Rounds implements Work, AutoCloseable {

    private static final byte[] SUCCESS = Wire.ascii("\"success\":true");

    private final int sessions;
    private final int groups;
    private final int[] next;
    private final int[] left;
    private final boolean[] open;
    private final List<Integer> waiting = new ArrayList<>();
    private final List<Runnable> sleepers = new ArrayList<>();
    private final Thread mover;
    private final byte[] minute;
    private final int port;
    private Wire clock;
    private boolean closed;
    private long beats;
    private long moves;
    private long stalledSince;
    private long stalled;

    Rounds(int port, int sessions, int groups) {
        this.port = port;
        this.sessions = sessions;
        this.groups = groups;
        this.minute = Requests.post(port, "/sandbox/clock", "", "{\"advance_seconds\":60}");
        next = new int[groups];
        left = new int[groups];
        open = new boolean[groups];
        for (int group = 0; group < groups; group++) {
            restart(group);
        }
        mover = new Thread(this::move, "clock");
        mover.setDaemon(true);
        mover.start();
    }

    private int start(int group) {
        return (int) ((long) sessions * group / groups);
    }

    private void restart(int group) {
        next[group] = start(group);
        left[group] = start(group + 1) - start(group);
        open[group] = true;
    }

    @Override
    public synchronized int take() {
        for (int group = 0; group < groups; group++) {
            if (open[group]) {
                int session = next[group]++;
                open[group] = next[group] < start(group + 1);
                return session;
            }
        }
        return NOTHING;
    }

    @Override
    public synchronized void done(int session) {
        beats++;
        int group = 0;
        while (session >= start(group + 1)) {
            group++;
        }
        if (--left[group] == 0) {
            waiting.add(group);
            if (waiting.size() == groups) {
                stalledSince = System.nanoTime();
            }
            notifyAll();
        }
    }

    @Override
    public synchronized void whenReady(Runnable wake) {
        sleepers.add(wake);
    }

    private void move() {
        try {
            while (true) {
                List<Integer> ready;
                synchronized (this) {
                    while (waiting.isEmpty() && !closed) {
                        wait();
                    }
                    if (closed) {
                        return;
                    }
                    ready = List.copyOf(waiting);
                }
                moveClock();
                reopen(ready);
            }
        } catch (IOException | InterruptedException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void reopen(List<Integer> ready) {
        List<Runnable> told;
        synchronized (this) {
            moves++;
            if (stalledSince != 0) {
                stalled += System.nanoTime() - stalledSince;
                stalledSince = 0;
            }
            waiting.removeAll(ready);
            ready.forEach(this::restart);
            notifyAll();
            told = List.copyOf(sleepers);
        }
        told.forEach(Runnable::run);
    }

    /** A minute passes. */
    private void moveClock() throws IOException {
        if (clock == null) {
            clock = new Wire(port);
        }
        if (clock.call(minute).status() != 200 || !clock.holds(SUCCESS)) {
            throw new IOException("the clock did not move: " + clock.body());
        }
        if (clock.closes()) {
            clock.close();
            clock = null;
        }
    }

    /** Starts a round of all sessions, while nobody beats. */
    synchronized void fresh() throws IOException, InterruptedException {
        while (!waiting.isEmpty()) {
            wait();
        }
        moveClock();
        for (int group = 0; group < groups; group++) {
            restart(group);
        }
    }

    synchronized long beats() {
        return beats;
    }

    synchronized long moves() {
        return moves;
    }

    @Override
    public synchronized long stalled() {
        return stalled;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
