package dev.likeness.agent;

import dev.likeness.storage.ObjectOwner;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose a code is, when the account is not known: a table of its own, so that agents themselves can be spread by account. */
@Component
class AgentDirectory implements ObjectOwner {

    private static final String REFERENCES = """
            select d.code, x.object_key from agent_directory d
            join agent_artifact x on x.account_id = d.account_id and x.agent_code = d.code
            where d.code = any(:codes)
            union all
            select d.code, keys.key from agent_directory d
            join agent a on a.account_id = d.account_id and a.code = d.code and a.deleted_at is null
            cross join lateral (values (a.image_key), (a.video_key)) as keys (key)
            where d.code = any(:codes) and keys.key is not null""";

    private final JdbcClient jdbc;

    AgentDirectory(JdbcClient jdbc) {
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

    Optional<UUID> showcaseOwner(String code) {
        return jdbc.sql("select account_id from agent_directory where code = :code and showcase").param("code", code)
                .query(UUID.class).optional();
    }

    void show(String code, boolean shown) {
        jdbc.sql("update agent_directory set showcase = :shown where code = :code").param("code", code)
                .param("shown", shown).update();
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

    @Override
    public void references(Set<String> codes, BiConsumer<String, String> told) {
        jdbc.sql(REFERENCES).param("codes", codes.toArray(String[]::new))
                .query((RowCallbackHandler) row -> told.accept(row.getString(1), row.getString(2)));
    }

    /** Makes the creations of an account wait for each other until the transaction ends. */
    void lockCreations(UUID account) {
        jdbc.sql("select 1 from account where account_id = :account for no key update").param("account", account)
                .query(Integer.class).list();
    }
}
