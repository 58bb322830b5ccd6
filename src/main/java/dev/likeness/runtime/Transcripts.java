package dev.likeness.runtime;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.likeness.common.ClockMoved;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was said in sessions that this server holds itself (CONTRACT 4.4), for as long as it is kept. */
@Component
public class Transcripts {

    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final TranscriptProperties properties;

    /** Something that was said. */
    public record Line(UUID id, String role, String content, Instant saidAt) {
    }

    Transcripts(JdbcClient jdbc, TranscriptProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /**
     * Keeps what was said, once however often it is told; nothing where transcripts are not kept.
     *
     * @param role {@code user} or {@code assistant}
     */
    public void said(UUID account, String sessionId, UUID message, String role, String content) {
        if (properties.keep().isZero()) {
            return;
        }
        jdbc.sql("""
                insert into session_message (account_id, session_id, message_id, role, content, said_at)
                values (:account, :session, :message, :role, :content, installation_now()) on conflict do nothing
                """).param("account", account).param("session", sessionId).param("message", message)
                .param("role", role).param("content", content).update();
    }

    /** Keeps less of what was said than was thought; nothing of it where the content is empty. */
    public void corrected(UUID account, String sessionId, UUID message, String role, String content) {
        if (content.isEmpty()) {
            jdbc.sql("delete from session_message where account_id = :account and session_id = :session "
                    + "and message_id = :message").param("account", account).param("session", sessionId)
                    .param("message", message).update();
        } else if (!properties.keep().isZero()) {
            jdbc.sql("""
                    insert into session_message (account_id, session_id, message_id, role, content, said_at)
                    values (:account, :session, :message, :role, :content, installation_now())
                    on conflict (account_id, session_id, message_id) do update set content = excluded.content
                    """).param("account", account).param("session", sessionId).param("message", message)
                    .param("role", role).param("content", content).update();
        }
    }

    /** Oldest first. */
    public List<Line> of(UUID account, String sessionId) {
        return jdbc.sql("""
                select message_id, role, content, said_at from session_message
                where account_id = :account and session_id = :session order by said_at, message_id
                """).param("account", account).param("session", sessionId)
                .query((row, n) -> new Line(row.getObject(1, UUID.class), row.getString(2), row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Forgets what is older than is kept. */
    int forget() {
        return jdbc.sql("delete from session_message where said_at < installation_now() - make_interval(secs => :kept)")
                .param("kept", (double) properties.keep().toSeconds()).update();
    }

    @EventListener
    void clockMoved(ClockMoved moved) {
        forget();
    }

    @Bean
    static RecurringTask<Void> transcriptRetention(Transcripts transcripts) {
        return Tasks.recurring("transcript-retention", FixedDelay.of(PAUSE))
                .execute((instance, context) -> transcripts.forget());
    }
}
