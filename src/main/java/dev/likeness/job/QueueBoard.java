package dev.likeness.job;

import dev.likeness.common.Model;
import dev.likeness.common.SpokenTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Where waiting jobs stand, in words. However many clients ask, this node reads the queue at most once a second, and not
 * at all while nobody asks.
 */
@Component
public class QueueBoard {

    private static final long FRESH = Duration.ofSeconds(1).toNanos();
    /** What a build is thought to take before one of its model was seen. */
    private static final double UNKNOWN_SECONDS = 45;

    /**
     * Numbers the waiting builds of each line (what this installation builds itself, and each model left to foreign
     * workers) as claims take them: in turns between accounts. Who may not be claimed yet (a pause after a failure) holds
     * nobody up, but has a place; what builds no model is no build. Beside it, how many run in that line and how long
     * builds of that model took lately.
     */
    private static final String READ = """
            with open as (
                select id, account_id, subject, model, kind, priority, created_at, attempt - spared as tries,
                       status = 'leased' and lease_until >= clock_timestamp() as runs,
                       status = 'leased' or available_at <= clock_timestamp() as due,
                       case when model = any(:foreign) then model else '' end as line
                from job where status in ('queued', 'leased') and model <> ''
            ), turns as (
                select open.*, count(*) filter (where runs) over (partition by line) as running,
                       count(*) filter (where runs) over (partition by account_id, line)
                               + count(*) filter (where due) over (partition by account_id, line, runs
                                   order by priority desc, created_at, id
                                   rows between unbounded preceding and 1 preceding) as turn
                from open
            ), took as materialized (
                select m.kind, m.model, (
                    select avg(extract(epoch from r.finished_at - r.claimed_at)) from (
                        select j.finished_at, j.claimed_at from job j
                        where j.status = 'done' and j.kind = m.kind and j.model = m.model and j.claimed_at is not null
                        order by j.finished_at desc limit 20) r) as seconds
                from (select distinct kind, model from open) m
            )
            select t.account_id, t.subject, t.model, t.tries, t.running, k.seconds,
                   1 + count(*) filter (where t.due) over (partition by t.line
                       order by t.priority desc, t.turn, t.created_at, t.id
                       rows between unbounded preceding and 1 preceding) as place
            from turns t join took k using (kind, model) where not t.runs""";

    private record Key(UUID account, String subject, String model) {
    }

    private final JdbcClient jdbc;
    private final JobProperties settings;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Map<Key, String> board = Map.of();
    private volatile long readAt = System.nanoTime() - FRESH - 1;

    QueueBoard(JdbcClient jdbc, JobProperties settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** A sentence for the person who waits; empty when the job does not wait. */
    public Optional<String> place(UUID account, String subject, Model model) {
        if (System.nanoTime() - readAt > FRESH) {
            refresh();
        }
        return Optional.ofNullable(board.get(new Key(account, subject, model.slug())));
    }

    /** One reads, the others wait for it: they would read the same. */
    private void refresh() {
        reading.lock();
        try {
            if (System.nanoTime() - readAt <= FRESH) {
                return;
            }
            Map<Key, String> places = new HashMap<>();
            jdbc.sql(READ).param("foreign", settings.workerModels().toArray(String[]::new))
                    .query((RowCallbackHandler) row -> {
                        double seconds = row.getDouble("seconds");
                        places.put(
                                new Key(row.getObject("account_id", UUID.class), row.getString("subject"),
                                        row.getString("model")),
                                words(row.getInt("place"), row.getInt("running"),
                                        seconds <= 0 ? UNKNOWN_SECONDS : seconds,
                                        row.getInt("tries") > 0));
                    });
            board = Map.copyOf(places);
            readAt = System.nanoTime();
        } finally {
            reading.unlock();
        }
    }

    /**
     * @param place 1 for who is next
     * @param running how many builds run now; their number is taken for how many can
     * @param seconds what a build takes
     * @param again whether an attempt has failed
     */
    static String words(int place, int running, double seconds, boolean again) {
        String begin = again ? "Something went wrong; trying again. " : "";
        String where = place == 1 ? "Next in the queue" : "Number " + place + " in the queue";
        long rounds = (place - 1) / Math.max(1, running) + (running > 0 ? 1 : 0);
        return rounds == 0
                ? begin + where + ", starting in a few seconds"
                : begin + where + ", starting in about "
                        + SpokenTime.about(Duration.ofSeconds((long) (rounds * seconds)));
    }
}
