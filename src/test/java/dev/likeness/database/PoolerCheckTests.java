package dev.likeness.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.likeness.TestDatabase;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What stands before a database, by what a pooler does at the start of a connection. */
class PoolerCheckTests {

    private final URI database = URI.create(TestDatabase.freshUrl().substring("jdbc:".length()));

    @Test
    void statementsAreNotKeptPreparedBehindAPooler() throws Exception {
        try (ServerSocket pooler = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> serve(pooler));
            assertThat(threshold(url(pooler.getLocalPort(), ""))).isEqualTo("0");
            assertThat(threshold(url(pooler.getLocalPort(), "&prepareThreshold=3"))).isNull();
        }
    }

    @Test
    void theyAreWhereNothingStandsBetweenOrNothingCanBeSeen() {
        assertThat(threshold(url(database.getPort(), ""))).isNull();
        assertThat(threshold(url(1, ""))).isNull();
    }

    private static Object threshold(String url) {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(url);
            pool.setUsername("postgres");
            new PoolerCheck().postProcessBeforeInitialization(pool, "dataSource");
            return pool.getDataSourceProperties().get(PoolerCheck.OPTION);
        }
    }

    private String url(int port, String more) {
        return "jdbc:postgresql://127.0.0.1:" + port + database.getPath() + "?user=postgres&sslmode=disable" + more;
    }

    /** Passes everything on, and says of the connection that it is number 1, as a pooler gives numbers of its own. */
    private void serve(ServerSocket pooler) {
        try {
            while (true) {
                Socket client = pooler.accept();
                Socket server = new Socket("127.0.0.1", database.getPort());
                Thread.ofPlatform().daemon().start(() -> pass(client, server));
                Thread.ofPlatform().daemon().start(() -> answer(server, client));
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(Socket server, Socket client) {
        try {
            DataInputStream in = new DataInputStream(server.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            for (int type = in.read(); type >= 0; type = in.read()) {
                int length = in.readInt();
                byte[] content = in.readNBytes(length - 4);
                out.write(type);
                out.writeInt(length);
                if (type == 'K') {
                    out.writeInt(1);
                    out.write(content, 4, content.length - 4);
                } else {
                    out.write(content);
                }
                out.flush();
            }
        } catch (IOException _) {
            // One of them hung up.
        }
    }
}
