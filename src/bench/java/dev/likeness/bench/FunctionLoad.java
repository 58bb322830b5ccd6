package dev.likeness.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The database function called straight over JDBC: prepared, autocommit, a thread for each connection. */
final class FunctionLoad implements Load {

    private final Work work;
    private final List<World.Session> sessions;
    private final List<BeatCall> calls = new ArrayList<>();
    private final Object gate = new Object();

    FunctionLoad(Work work, List<World.Session> sessions, List<Connection> pool) throws SQLException {
        this.work = work;
        this.sessions = sessions;
        for (Connection connection : pool) {
            calls.add(new BeatCall(connection));
        }
        work.whenReady(() -> {
            synchronized (gate) {
                gate.notifyAll();
            }
        });
    }

    @Override
    public Slice run(int connections, long nanos) throws Exception {
        Samples all = new Samples();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            long stalled = work.stalled();
            long start = System.nanoTime();
            List<Future<Samples>> parts = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                BeatCall call = calls.get(i);
                parts.add(threads.submit((Callable<Samples>) () -> beat(call, start + nanos)));
            }
            for (Future<Samples> part : parts) {
                all.addAll(part.get());
            }
            return all.over(System.nanoTime() - start - (work.stalled() - stalled));
        }
    }

    private Samples beat(BeatCall call, long end) throws Exception {
        Samples samples = new Samples();
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            int task = work.take();
            if (task == Work.NOTHING) {
                task = await();
            }
            if (task != Work.NOTHING) {
                long sent = System.nanoTime();
                World.Session session = sessions.get(task);
                call.beat(session.account(), session.secretHash(), session.fingerprint());
                samples.add(System.nanoTime() - sent);
                work.done(task);
            }
        }
        return samples;
    }

    private int await() throws InterruptedException {
        synchronized (gate) {
            int task = work.take();
            if (task == Work.NOTHING) {
                gate.wait(20);
            }
            return task;
        }
    }
}
