package dev.likeness.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.likeness.TestDatabase;
import dev.likeness.common.StartRefusedException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class NewerDatabaseTests {

    private final DataSource database = TestDatabase.fresh();
    private final Flyway flyway = Flyway.configure().dataSource(database).locations("classpath:db/migration").load();

    @Test
    void aDatabaseOfALaterReleaseIsRefused() {
        assertThatCode(() -> Migrations.onlyForwards().migrate(flyway)).doesNotThrowAnyException();
        int written = JdbcClient.create(database).sql("""
                insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,
                                                   installed_by, execution_time, success)
                select max(installed_rank) + 1, '9999', 'later', 'SQL', 'V9999__later.sql', 1, 'later', 1, true
                from flyway_schema_history
                """).update();
        assertThat(written).isOne();
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> Migrations.onlyForwards().migrate(flyway))
                .satisfies(refusal -> assertThat(refusal.sentence()).contains("version 9999"));
    }
}
