package dev.likeness.agent;

import dev.likeness.common.Model;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The SQL of agents and of the directory that tells whose a code is. */
@Component
class AgentTable {

    private static final String INSERT = """
            insert into agent (account_id, id, code, model, supported_models, framing, aspect_ratio, transparency,
                               showcase, status, event_type, progress, progress_msg, current_step, error_message,
                               created_at, updated_at)
            values (:account, :id, :code, :model, :supported, :framing, :aspect, :transparency, :showcase, :status,
                    :event, :progress, :message, :step, :error, :now, :now)""";

    private static final String UPDATE = """
            update agent set model = :model, name = :name, description = :description, language = :language, gender = :gender,
                   supported_models = :supported, subject = :subject, system_prompt = :prompt, image_key = :image,
                   video_key = :video, voice_id = :voice, providers = cast(:providers as jsonb), status = :status,
                   progress = :progress, progress_msg = :message, current_step = :step, error_message = :error,
                   updated_at = :now, deleted_at = :deleted, version = version + 1
            where account_id = :account and code = :code""";

    private static final String SELECT = """
            select a.*, x.object_key as model_key, x.filename as model_filename
            from agent a left join agent_artifact x
              on x.account_id = a.account_id and x.agent_code = a.code and x.model = a.model
            where a.account_id = :account""";

    private final JdbcClient jdbc;

    AgentTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when the code was taken, by whomever. */
    boolean register(UUID account, String code, boolean showcase) {
        return jdbc.sql("""
                insert into agent_directory (code, account_id, showcase) values (:code, :account, :showcase)
                on conflict do nothing""").param("code", code).param("account", account).param("showcase", showcase)
                .update() == 1;
    }

    Optional<UUID> owner(String code) {
        return jdbc.sql("select account_id from agent_directory where code = :code").param("code", code)
                .query(UUID.class).optional();
    }

    /** The names of agents of any account, deleted ones too. */
    Map<String, String> names(Set<String> codes) {
        Map<String, String> names = new HashMap<>();
        jdbc.sql("""
                select code, name from agent join agent_directory using (account_id, code) where code in (:codes)
                """).param("codes", codes)
                .query((RowCallbackHandler) row -> names.put(row.getString("code"), row.getString("name")));
        return names;
    }

    /** False when there is no such agent, or no more. */
    boolean show(String code, boolean shown) {
        int found = jdbc.sql("""
                update agent a set showcase = :shown from agent_directory d
                where d.code = :code and a.account_id = d.account_id and a.code = d.code and a.deleted_at is null
                """).param("code", code).param("shown", shown).update();
        return found > 0 && jdbc.sql("update agent_directory set showcase = :shown where code = :code")
                .param("code", code).param("shown", shown).update() > 0;
    }

    Optional<UUID> showcaseOwner(String code) {
        return jdbc.sql("select account_id from agent_directory where code = :code and showcase").param("code", code)
                .query(UUID.class).optional();
    }

    void insert(Agent agent) {
        jdbc.sql(INSERT).param("account", agent.accountId).param("id", agent.id).param("code", agent.code)
                .param("model", agent.model.slug()).param("supported", slugs(agent)).param("framing", agent.framing)
                .param("aspect", agent.aspectRatio).param("transparency", agent.transparency)
                .param("showcase", agent.showcase).param("status", agent.status.word()).param("event", agent.eventType)
                .param("progress", agent.progress).param("message", agent.progressMsg)
                .param("step", agent.currentStep).param("error", agent.errorMessage)
                .param("now", time(agent.createdAt)).update();
    }

    void update(Agent agent) {
        jdbc.sql(UPDATE).param("account", agent.accountId).param("code", agent.code)
                .param("model", agent.model.slug()).param("name", agent.name)
                .param("description", agent.description).param("language", agent.language)
                .param("gender", agent.gender).param("supported", slugs(agent)).param("subject", agent.subject)
                .param("prompt", agent.systemPrompt).param("image", agent.imageKey).param("video", agent.videoKey)
                .param("voice", agent.voiceId).param("providers", agent.providers)
                .param("status", agent.status.word()).param("progress", agent.progress)
                .param("message", agent.progressMsg).param("step", agent.currentStep)
                .param("error", agent.errorMessage).param("now", time(agent.updatedAt))
                .param("deleted", time(agent.deletedAt)).update();
    }

    Optional<Agent> find(UUID account, String code) {
        return jdbc.sql(SELECT + " and a.code = :code").param("account", account).param("code", code)
                .query(AgentTable::agent).optional();
    }

    Optional<Agent> lock(UUID account, String code) {
        return jdbc.sql(SELECT + " and a.code = :code for update of a").param("account", account).param("code", code)
                .query(AgentTable::agent).optional();
    }

    List<Agent> page(UUID account, @Nullable String status, int limit, int offset) {
        return jdbc.sql(SELECT + """
                 and a.deleted_at is null and (cast(:status as text) is null or a.status = :status)
                order by a.created_at desc, a.id desc limit :limit offset :offset""").param("account", account)
                .param("status", status).param("limit", limit).param("offset", offset).query(AgentTable::agent).list();
    }

    long count(UUID account, @Nullable String status) {
        return jdbc.sql("""
                select count(*) from agent where account_id = :account and deleted_at is null
                and (cast(:status as text) is null or status = :status)""").param("account", account)
                .param("status", status).query(Long.class).single();
    }

    /** Makes the creations of an account wait for each other until the transaction ends. */
    void lockCreations(UUID account) {
        jdbc.sql("select 1 from account where account_id = :account for no key update").param("account", account)
                .query(Integer.class).list();
    }

    private static Agent agent(ResultSet row, int number) throws SQLException {
        NewAgent ordered = new NewAgent(row.getObject("account_id", UUID.class), row.getString("code"),
                model(row.getString("model")), models(row), row.getString("framing"), row.getString("aspect_ratio"),
                row.getBoolean("transparency"), row.getBoolean("showcase"));
        Agent agent = new Agent(ordered, row.getObject("id", UUID.class), row.getTimestamp("created_at").toInstant());
        agent.updatedAt = row.getTimestamp("updated_at").toInstant();
        agent.name = row.getString("name");
        agent.systemPrompt = row.getString("system_prompt");
        agent.providers = row.getString("providers");
        agent.description = row.getString("description");
        agent.language = row.getString("language");
        agent.gender = row.getString("gender");
        agent.subject = row.getString("subject");
        agent.imageKey = row.getString("image_key");
        agent.videoKey = row.getString("video_key");
        agent.voiceId = row.getString("voice_id");
        agent.status = AgentStatus.of(row.getString("status"));
        agent.eventType = row.getString("event_type");
        agent.progress = row.getDouble("progress");
        agent.progressMsg = row.getString("progress_msg");
        agent.currentStep = row.getString("current_step");
        agent.errorMessage = row.getString("error_message");
        Timestamp deleted = row.getTimestamp("deleted_at");
        agent.deletedAt = deleted == null ? null : deleted.toInstant();
        agent.modelKey = row.getString("model_key");
        agent.modelFilename = row.getString("model_filename");
        return agent;
    }

    private static List<Model> models(ResultSet row) throws SQLException {
        List<Model> models = new ArrayList<>();
        for (Object slug : (Object[]) row.getArray("supported_models").getArray()) {
            models.add(model(String.valueOf(slug)));
        }
        return models;
    }

    private static Model model(String slug) {
        return Model.of(slug).orElseThrow(() -> new IllegalStateException("no model family " + slug));
    }

    private static String[] slugs(Agent agent) {
        return agent.supportedModels.stream().map(Model::slug).toArray(String[]::new);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
