package dev.likeness.file;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The SQL of uploads. A row stands before its bytes and says {@code stored} after them, so that no bytes are lost sight of. */
@Component
class FileTable {

    /** Bytes of an account. */
    record Row(UUID accountId, UUID fileId, String objectKey) {
    }

    private final JdbcClient jdbc;

    FileTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void begin(Row row, String contentType, long size, String source) {
        jdbc.sql("""
                insert into uploaded_file (account_id, file_id, object_key, content_type, size, source, created_at)
                values (:account, :id, :key, :type, :size, :source, installation_now())""")
                .param("account", row.accountId()).param("id", row.fileId()).param("key", row.objectKey())
                .param("type", contentType).param("size", size).param("source", source).update();
    }

    /** False when the account was deleted meanwhile: nobody else will remove the bytes. */
    boolean stored(Row row) {
        return jdbc.sql("""
                update uploaded_file set stored = true
                where account_id = :account and file_id = :id and begun_at > '-infinity'""")
                .param("account", row.accountId()).param("id", row.fileId()).update() == 1;
    }

    void delete(Row row) {
        jdbc.sql("delete from uploaded_file where account_id = :account and file_id = :id")
                .param("account", row.accountId()).param("id", row.fileId()).update();
    }

    List<Row> of(UUID account) {
        return jdbc.sql("select account_id, file_id, object_key from uploaded_file where account_id = :account")
                .param("account", account).query(FileTable::row).list();
    }

    /** From now on the sweep removes them. */
    void abandon(UUID account) {
        jdbc.sql("update uploaded_file set stored = false, begun_at = '-infinity' where account_id = :account")
                .param("account", account).update();
    }

    /** Begun long ago by a process that did not live to end it; by the unmoved clock, like the upload itself. Or of a deleted account. */
    List<Row> abandoned(Duration age) {
        return jdbc.sql("""
                select account_id, file_id, object_key from uploaded_file
                where not stored and begun_at < now() - make_interval(secs => :seconds)""")
                .param("seconds", age.toSeconds()).query(FileTable::row).list();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(row.getObject("account_id", UUID.class), row.getObject("file_id", UUID.class),
                row.getString("object_key"));
    }
}
