package dev.likeness.agent.view;

import dev.likeness.web.KnownSecret;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads agents for answers. Each answer is one statement, since two would see two moments: an addition that is over, on an
 * agent that does not have the model yet.
 */
@Component
public class AgentSnapshots {

    /** A row for each addition, and one for an agent that has none. */
    private static final String COLUMNS = """
            a.account_id, a.code, a.version, a.name, a.description, a.language, a.gender, a.model, a.supported_models,
            a.subject, a.system_prompt, a.image_key, a.video_key, x.object_key as model_key,
            x.filename as model_filename, a.voice_id, a.status, a.event_type, a.progress, a.progress_msg,
            a.current_step, a.error_message, a.created_at, a.updated_at,
            a.status in ('processing', 'generating', 'success') and exists (
                select from waiting_job j where j.account_id = a.account_id and j.subject = a.code
                and j.model = a.model) as waits,
            m.model as add_model, m.status as add_status, m.progress as add_progress, m.progress_msg as add_progress_msg,
            m.current_step as add_current_step, m.error_message as add_error_message, m.created_at as add_created_at,
            m.updated_at as add_updated_at,
            m.status = 'processing' and exists (
                select from waiting_job j where j.account_id = m.account_id and j.subject = m.agent_code
                and j.model = m.model) as add_waits
            """;

    private static final String DETAILS = """
            left join agent_artifact x on x.account_id = a.account_id and x.agent_code = a.code and x.model = a.model
            left join agent_model_add m on m.account_id = a.account_id and m.agent_code = a.code
            """;

    private static final String ONE = "select 1, " + COLUMNS + " from agent a " + DETAILS + """
            where a.account_id = :account and a.code = :code and a.deleted_at is null
            order by m.created_at, m.model""";

    /** The secret in the same round trip: no row when it is dead, a row without an agent when there is none. */
    private static final String WITH_SECRET = "select 1, " + COLUMNS + """
             from living_secret s
            left join agent a on a.account_id = s.account_id and a.code = :code and a.deleted_at is null
            """ + DETAILS + """
            where s.account_id = :account and s.secret_hash = :hash
            order by m.created_at, m.model""";

    /** One row at least, for the total. Not materialized: the page comes from its index, whatever the account has. */
    static final String PAGE = """
            with wanted as not materialized (
                select * from agent where account_id = :account and deleted_at is null
                and (cast(:status as text) is null or status = :status)
            ), page as (
                select * from wanted order by created_at desc, id desc limit :limit offset :offset
            )
            select t.total,\s""" + COLUMNS + """
             from (select count(*) as total from wanted) t left join page a on true
            """ + DETAILS + """
            order by a.created_at desc, a.id desc, m.created_at, m.model""";

    /** @param total how many there are on all pages */
    record Page(List<AgentSnapshot> agents, long total) {
    }

    /** @param alive whether the secret opens anything */
    record Found(boolean alive, @Nullable AgentSnapshot agent) {
    }

    private final JdbcClient jdbc;

    AgentSnapshots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The account's living agent. */
    public Optional<AgentSnapshot> find(UUID account, String code) {
        return jdbc.sql(ONE).param("account", account).param("code", code).query(SnapshotRows::of).agents().stream()
                .findFirst();
    }

    /** As {@link #find}, for who has not shown yet that the secret is alive. */
    Found find(KnownSecret secret, String code) {
        SnapshotRows rows = jdbc.sql(WITH_SECRET).param("account", secret.accountId())
                .param("hash", HexFormat.of().parseHex(secret.secretHash())).param("code", code)
                .query(SnapshotRows::of);
        return new Found(rows.total() > 0, rows.agents().stream().findFirst().orElse(null));
    }

    /** Newest first. */
    Page page(UUID account, @Nullable String status, int limit, int offset) {
        SnapshotRows rows = jdbc.sql(PAGE).param("account", account).param("status", status).param("limit", limit)
                .param("offset", offset).query(SnapshotRows::of);
        return new Page(rows.agents(), rows.total());
    }
}
