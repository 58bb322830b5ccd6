package dev.likeness.database;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Ends the server when its own PostgreSQL ends by itself. Nothing works without it, and a start recovers: whoever runs
 * the server sees that it ended and starts it again.
 */
final class DatabaseWatch implements ApplicationListener<ContextClosedEvent>, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);

    private volatile boolean stopping;

    /**
     * @param end of the database's process
     * @param lastWords what it said of it; asked when it has ended
     * @param exit ends the server's
     */
    DatabaseWatch(CompletionStage<Process> end, Supplier<String> lastWords, Runnable exit) {
        end.thenAccept(database -> ended(database, lastWords, exit));
    }

    private void ended(Process database, Supplier<String> lastWords, Runnable exit) {
        if (!stopping) {
            LOG.error("The embedded PostgreSQL (process {}) ended by itself, so this server ends too."
                    + " Start it again: it recovers. Its last words: {}", database.pid(), lastWords.get());
            exit.run();
        }
    }

    /** Control-C in a terminal reaches both: the database may be gone while requests are still drained. */
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        stopping = true;
    }

    /** Of a start that fails, which tells no listener. */
    @Override
    public void destroy() {
        stopping = true;
    }
}
