package dev.likeness.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
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
import org.slf4j.LoggerFactory;

/** A store that does not know this server for a while is away, and whatever needs it waits. */
@Timeout(120)
class S3RefusalsTests {

    @TempDir
    static Path folder;

    @ParameterizedTest
    @CsvSource({"400, ExpiredToken", "400, InvalidToken", "400, TokenRefreshRequired",
            "400, RequestExpired", "400, AuthorizationHeaderMalformed", "403, RequestTimeTooSkewed",
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
    void rightsThatAreMissingAreNamedAtTheStart() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(S3ObjectStore.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try (S3Server server = new S3Server(Files.createTempDirectory(folder, "s3"));
                FaultyLink link = new FaultyLink(server.port());
                S3ObjectStore store = S3Clients.store(server.settings(link.port(), false, Duration.ofSeconds(20)),
                        Clock.systemUTC())) {
            link.refuse(403, "AccessDenied", 1000);
            store.check();
            assertThat(log.list).singleElement().extracting(ILoggingEvent::getFormattedMessage).asString()
                    .startsWith("The S3 bucket " + S3Server.BUCKET + " cannot be looked at: S3 answers 403. ")
                    .contains("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket ",
                            "s3:ListBucketMultipartUploads", "s3:AbortMultipartUpload");
            log.list.clear();
            link.refuse(400, "ExpiredToken", 1000);
            store.check();
            assertThat(log.list).singleElement().extracting(ILoggingEvent::getFormattedMessage).asString()
                    .doesNotContain("s3:ListBucket");
        } finally {
            logger.detachAppender(log);
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
