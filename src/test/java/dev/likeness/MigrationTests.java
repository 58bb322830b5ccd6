package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Account first (DESIGN 16): read from the catalog of the migrated database, so that no new table escapes it. */
class MigrationTests {

    /** Directories, queues, timers and records of the installation: they belong to no account. */
    private static final Set<String> ORDINARY = Set.of("flyway_schema_history", "installation_clock",
            "installation_pepper",
            "secret_directory", "agent_directory", "job", "scheduled_tasks", "paused_model", "room_node");

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());

    @Test
    void everyTableOfAnAccountLeadsItsUniqueIndexesWithTheAccount() {
        List<String> wrong = jdbc.sql("""
                select t.relname || '.' || i.relname
                from pg_index x
                join pg_class i on i.oid = x.indexrelid
                join pg_class t on t.oid = x.indrelid
                join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'public'
                left join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
                where x.indisunique and t.relname not in (:ordinary) and a.attname is distinct from 'account_id'
                """).param("ordinary", ORDINARY).query(String.class).list();
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyTableHasAPrimaryKey() {
        List<String> without = jdbc.sql("""
                select t.relname from pg_class t
                join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'public'
                where t.relkind = 'r' and not exists
                    (select from pg_index x where x.indrelid = t.oid and x.indisprimary)
                """).query(String.class).list();
        assertThat(without).isEmpty();
    }

    @Test
    void tablesOfAnAccountReferOnlyToRowsOfTheSameAccount() {
        List<String> wrong = jdbc.sql("""
                select c.conrelid::regclass || '.' || c.conname
                from pg_constraint c
                left join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                left join pg_attribute f on f.attrelid = c.confrelid and f.attnum = c.confkey[1]
                where c.contype = 'f' and (a.attname is distinct from 'account_id'
                    or f.attname is distinct from 'account_id')
                """).query(String.class).list();
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyOtherTableIsNamedHere() {
        List<String> tables = jdbc.sql("""
                select t.relname from pg_class t
                join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'public'
                where t.relkind = 'r' and not exists
                    (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'account_id' and a.attnotnull)
                """).query(String.class).list();
        assertThat(ORDINARY).containsAll(tables);
    }
}
