package dev.likeness.video;

import dev.likeness.account.AccountDeleted;
import dev.likeness.agent.AgentDeleted;
import dev.likeness.common.Model;
import dev.likeness.storage.ObjectOwner;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of videos. What is written belongs to the caller's transaction. */
@Component
class VideoTable implements ObjectOwner {

    private final JdbcClient jdbc;

    VideoTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whose video, of all accounts. */
    record Name(UUID account, String jobId) {
    }

    void insert(UUID account, String code, VideoOrder order) {
        jdbc.sql("""
                insert into video (account_id, job_id, agent_code, model, credits, created_at)
                values (:account, :job, :code, :model, :credits, installation_now())
                """).param("account", account).param("job", order.jobId()).param("code", code)
                .param("model", order.model().slug()).param("credits", order.reserved()).update();
    }

    void complete(UUID account, String jobId, String key, double seconds, long credits) {
        end(account, jobId, "completed", key, seconds, credits, null);
    }

    void fail(UUID account, String jobId, String message) {
        end(account, jobId, "failed", null, null, 0, message);
    }

    private void end(UUID account, String jobId, String status, @Nullable String key, @Nullable Double seconds,
            long credits, @Nullable String error) {
        jdbc.sql("""
                update video set status = :status, video_key = :key, seconds = :seconds::double precision,
                    credits = :credits, error_message = :error, ended_at = installation_now()
                where account_id = :account and job_id = :job and status = 'processing'
                """).param("status", status).param("key", key).param("seconds", seconds).param("credits", credits)
                .param("error", error).param("account", account).param("job", jobId).update();
    }

    Optional<Video> find(UUID account, String jobId) {
        return jdbc.sql("select * from video where account_id = :account and job_id = :job").param("account", account)
                .param("job", jobId)
                .query((row, _) -> new Video(row.getString("job_id"), row.getString("agent_code"),
                        Model.of(row.getString("model")).orElseThrow(), row.getString("status"),
                        row.getString("video_key"), row.getObject("seconds", Double.class), row.getLong("credits"),
                        row.getString("error_message")))
                .optional();
    }

    /** Those of the named videos that have ended. */
    List<Name> ended(List<Name> named) {
        return jdbc.sql("""
                select v.account_id, v.job_id
                from unnest(cast(:accounts as uuid[]), cast(:jobs as text[])) n (account_id, job_id)
                join video v on v.account_id = n.account_id and v.job_id = n.job_id
                where v.status <> 'processing'
                """).param("accounts", named.stream().map(Name::account).toArray(UUID[]::new))
                .param("jobs", named.stream().map(Name::jobId).toArray(String[]::new))
                .query((row, _) -> new Name(row.getObject("account_id", UUID.class), row.getString("job_id"))).list();
    }

    /** Its films go with the agent; that they were made, and what they cost, is still told. */
    @EventListener
    void deleted(AgentDeleted agent) {
        jdbc.sql("""
                update video set video_key = null
                where account_id = :account and agent_code = :code and video_key is not null
                """).param("account", agent.accountId()).param("code", agent.agentCode()).update();
    }

    @EventListener
    void deleted(AccountDeleted account) {
        jdbc.sql("delete from video where account_id = :account").param("account", account.accountId()).update();
    }

    @Override
    public void references(Set<String> codes, BiConsumer<String, String> told) {
        jdbc.sql("""
                select d.code, v.video_key from agent_directory d
                join video v on v.account_id = d.account_id and v.agent_code = d.code
                where d.code = any(:codes) and v.video_key is not null
                """).param("codes", codes.toArray(String[]::new))
                .query((RowCallbackHandler) row -> told.accept(row.getString(1), row.getString(2)));
    }
}
