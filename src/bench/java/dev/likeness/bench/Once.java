package dev.likeness.bench;

/** Tasks 0 to size - 1, each once: how data are prepared. */
final class Once implements Work {

    private final int size;
    private int next;
    private int done;

    Once(int size) {
        this.size = size;
    }

    @Override
    public synchronized int take() {
        return next < size ? next++ : NOTHING;
    }

    @Override
    public synchronized void done(int task) {
        done++;
    }

    @Override
    public void whenReady(Runnable wake) {
    }

    @Override
    public synchronized boolean finished() {
        return done == size;
    }
}
