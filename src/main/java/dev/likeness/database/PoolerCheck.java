package dev.likeness.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Sees whether something such as PgBouncer stands between this server and PostgreSQL. It may give each transaction another
 * connection, where the statements that the driver has prepared on the first are unknown, or are another client's; so then
 * none are kept. Who names {@code prepareThreshold} in the URL knows better.
 */
final class PoolerCheck implements BeanPostProcessor {

    static final String OPTION = "prepareThreshold";

    private static final Logger LOG = LoggerFactory.getLogger(PoolerCheck.class);

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && pool.getJdbcUrl() != null
                && !pool.getJdbcUrl().contains(OPTION + "=") && isPooled(pool)) {
            LOG.info("A connection pooler stands before the database: statements are not kept prepared ({}=0)", OPTION);
            pool.addDataSourceProperty(OPTION, "0");
        }
        return bean;
    }

    private static boolean isPooled(HikariDataSource pool) {
        Properties settings = new Properties();
        settings.putAll(pool.getDataSourceProperties());
        settings.setProperty(OPTION, "0");
        if (pool.getUsername() != null) {
            settings.setProperty("user", pool.getUsername());
        }
        if (pool.getPassword() != null) {
            settings.setProperty("password", pool.getPassword());
        }
        try (Connection connection = DriverManager.getConnection(pool.getJdbcUrl(), settings);
                Statement statement = connection.createStatement();
                ResultSet backend = statement.executeQuery("select pg_backend_pid()")) {
            return backend.next() && backend.getInt(1) != toldAtTheStart(connection);
        } catch (SQLException | ReflectiveOperationException _) {
            // Whatever it is, the pool meets it next and says so.
            return false;
        }
    }

    /**
     * The number of who was connected to. By reflection: the driver's classes carry annotations that it does not bring,
     * over which our compiler stumbles.
     */
    private static int toldAtTheStart(Connection connection) throws SQLException, ReflectiveOperationException {
        Class<?> driver = Class.forName("org.postgresql.PGConnection");
        return (int) driver.getMethod("getBackendPID").invoke(connection.unwrap(driver));
    }
}
