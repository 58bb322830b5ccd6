package dev.likeness.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose a code is, when the account is not known: a table of its own, so that agents themselves can be spread by account. */
@Component
class AgentDirectory {

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

    /** Makes the creations of an account wait for each other until the transaction ends. */
    void lockCreations(UUID account) {
        jdbc.sql("select 1 from account where account_id = :account for no key update").param("account", account)
                .query(Integer.class).list();
    }
}
