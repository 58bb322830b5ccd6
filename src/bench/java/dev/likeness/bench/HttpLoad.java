package dev.likeness.bench;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.function.BiConsumer;

/** Requests over many keep-alive connections, all driven by the calling thread. Any answer but a good one is fatal. */
final class HttpLoad implements Load {

    private final int port;
    private final Work work;
    private final byte[][] requests;
    private final byte[] good;
    private final int goodStatus;
    private final BiConsumer<Integer, Wire> reader;
    private final Selector selector = Selector.open();
    private final ArrayDeque<Wire> idle = new ArrayDeque<>();
    private final ArrayDeque<Wire> answered = new ArrayDeque<>();
    private int underWay;

    /** @param good what the body of every answer holds */
    HttpLoad(int port, Work work, byte[][] requests, int goodStatus, String good) throws IOException {
        this(port, work, requests, goodStatus, good, (task, connection) -> {
        });
    }

    /** @param reader is given each task with its answer */
    HttpLoad(int port, Work work, byte[][] requests, int goodStatus, String good,
            BiConsumer<Integer, Wire> reader) throws IOException {
        this.port = port;
        this.work = work;
        this.requests = requests;
        this.good = Wire.ascii(good);
        this.goodStatus = goodStatus;
        this.reader = reader;
        work.whenReady(selector::wakeup);
    }

    @Override
    public Slice run(int connections, long nanos) throws IOException {
        Samples samples = new Samples();
        for (int i = 0; i < connections; i++) {
            idle.add(connect());
        }
        long stalled = work.stalled();
        long start = System.nanoTime();
        long end = start + nanos;
        long now = start;
        while (now < end && !work.finished()) {
            sendWhatWaits();
            selector.select(this::read, 100);
            now = System.nanoTime();
            settle(now, samples);
        }
        Slice slice = samples.over(now - start - (work.stalled() - stalled));
        Samples late = new Samples();
        while (underWay > 0) {
            selector.select(this::read, 100);
            settle(System.nanoTime(), late);
        }
        for (SelectionKey key : selector.keys()) {
            ((Wire) key.attachment()).close();
        }
        selector.selectNow();
        idle.clear();
        return slice;
    }

    private Wire connect() throws IOException {
        Wire connection = new Wire(port);
        connection.channel.configureBlocking(false);
        connection.channel.register(selector, SelectionKey.OP_READ, connection);
        return connection;
    }

    private void sendWhatWaits() throws IOException {
        while (!idle.isEmpty()) {
            int task = work.take();
            if (task == Work.NOTHING) {
                return;
            }
            Wire connection = idle.poll();
            connection.task = task;
            connection.sentAt = System.nanoTime();
            connection.send(requests[task]);
            underWay++;
        }
    }

    private void read(SelectionKey key) {
        Wire connection = (Wire) key.attachment();
        try {
            if (connection.receive()) {
                answered.add(connection);
            }
        } catch (IOException e) {
            throw new IllegalStateException("task " + connection.task + " got no answer", e);
        }
    }

    private void settle(long now, Samples samples) throws IOException {
        for (Wire connection = answered.poll(); connection != null; connection = answered.poll()) {
            samples.add(now - connection.sentAt);
            if (connection.status() != goodStatus || !connection.holds(good)) {
                throw new IllegalStateException(
                        "task " + connection.task + " was answered " + connection.status() + " " + connection.body());
            }
            reader.accept(connection.task, connection);
            underWay--;
            work.done(connection.task);
            if (connection.closes()) {
                connection.close();
                connection = connect();
            }
            idle.add(connection);
        }
    }
}
