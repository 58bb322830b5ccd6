package dev.likeness.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.storage.StoreUnavailableException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store that does not know this server for a while is away, and whatever needs it waits. */
@Timeout(120)
class S3RefusalsTests {

    @TempDir
    static Path folder;

    @ParameterizedTest
    @CsvSource({"400, ExpiredToken", "400, InvalidToken", "400, TokenRefreshRequired", "403, RequestTimeTooSkewed",
            "403, InvalidAccessKeyId", "403, SignatureDoesNotMatch", "403, AccessDenied", "403, SomethingNew",
            "401, Unauthorized"})
    void refusedCredentialsAreWaitedFor(int status, String code) throws Exception {
        try (S3Server server = new S3Server(Files.createTempDirectory(folder, "s3"));
                FaultyLink link = new FaultyLink(server.port());
                S3ObjectStore store = S3Clients.store(server.settings(link.port(), false, Duration.ofSeconds(20)),
                        Clock.systemUTC())) {
            // Before any connection is kept.
            link.refuse(status, code, 1000);
            assertThatThrownBy(() -> store.put("kept", "hello".getBytes(), "text/plain"))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessage("The object store answered " + status + " " + code + " to: put kept");
            assertThatThrownBy(() -> store.open("kept", 0, 1)).isInstanceOf(StoreUnavailableException.class);
            assertThatThrownBy(() -> store.find("kept")).as("told without a body")
                    .isInstanceOf(StoreUnavailableException.class);
            link.refuse(status, code, 0);
            store.put("kept", "hello".getBytes(), "text/plain");
            assertThat(store.find("kept")).isPresent();
        }
    }

    @Test
    void whatIsWrongWithARequestIsNot() throws Exception {
        try (S3Server server = new S3Server(Files.createTempDirectory(folder, "s3"));
                FaultyLink link = new FaultyLink(server.port());
                S3ObjectStore store = S3Clients.store(server.settings(link.port(), false, Duration.ofSeconds(20)),
                        Clock.systemUTC())) {
            link.refuse(400, "InvalidDigest", 1000);
            assertThatThrownBy(() -> store.put("kept", "hello".getBytes(), "text/plain"))
                    .isInstanceOf(UncheckedIOException.class).isNotInstanceOf(StoreUnavailableException.class);
        }
    }
}
