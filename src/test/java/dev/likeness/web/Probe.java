package dev.likeness.web;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.Unavailable;
import dev.likeness.web.body.ArrivingFiles;
import dev.likeness.web.body.Body;
import dev.likeness.web.body.BodyDigest;
import dev.likeness.web.body.FileField;
import dev.likeness.web.body.SentFile;
import dev.likeness.web.limit.Allowance;
import dev.likeness.web.limit.Allowances;
import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * The edge alone on a real Tomcat, without a database, and a controller that fails in every way. No configuration by
 * itself, so that no scan of the whole program finds it.
 */
@EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@ConfigurationPropertiesScan("dev.likeness.web")
@ComponentScan(basePackages = "dev.likeness.web", excludeFilters = {
        @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = {Idempotency.class, IdempotencySweep.class}),
        // What a test brings for itself alone.
        @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Tests\\$.*")})
public class Probe {

    public static final String SECRET = "a-living-secret";
    static final UUID ACCOUNT = UUID.fromString("0198c0de-0000-7000-8000-000000000001");

    @Bean
    CallerResolver secrets() {
        return new CallerResolver() {
            @Override
            public Caller authenticate(String secret) {
                if (!secret.equals(SECRET)) {
                    throw new ApiException(CommonError.UNAUTHORIZED, "Invalid API secret");
                }
                return Caller.ofAccount(ACCOUNT, "default", "00");
            }

            @Override
            public KnownSecret identify(String secret) {
                if (!secret.equals(SECRET) && !secret.equals("a-dead-secret")) {
                    throw new ApiException(CommonError.UNAUTHORIZED, "Invalid API secret");
                }
                return new KnownSecret(ACCOUNT, secret);
            }

            @Override
            public void used(KnownSecret secret) {
                // Nobody asks when it was used last.
            }

            @Override
            public Set<Caller> alive(Set<Caller> callers) {
                return callers;
            }
        };
    }

    /** How many files ever were begun. */
    static final AtomicInteger FILES = new AtomicInteger();

    @Bean
    Allowances allowances() {
        return _ -> new Allowance(4, 30, 120);
    }

    @Bean
    ArrivingFiles arrivingFiles() {
        return new ArrivingFiles() {
            @Override
            public Path newFile() {
                FILES.incrementAndGet();
                try {
                    return Files.createTempFile("probe", ".part");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void delete(Path file) {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    record Answer(String agentCode, @Nullable String nothing, Instant createdAt) {
    }

    static final class Away extends RuntimeException implements Unavailable {
    }

    @Body(forms = true)
    record Anything(@Nullable String prompt, @Nullable Integer duration) {
    }

    @Body(forms = true)
    record WithFile(@FileField(limit = "2MB", urls = true) @Nullable SentFile data, @Nullable String name) {
    }

    @Body
    record Wanted(@NotBlank @Nullable String displayName, @Nullable Integer size, @Nullable List<String> tags) {
    }

    @TestComponent
    @RestController
    static class Controller {

        private final Clock clock;

        Controller(Clock clock) {
            this.clock = clock;
        }

        @GetMapping("/probe/answer")
        Answer answer(Caller caller) {
            return new Answer("A91XMB7113", null, clock.instant());
        }

        @GetMapping("/probe/known")
        Map<String, String> known(KnownSecret secret) {
            return Map.of("hash", secret.secretHash());
        }

        @GetMapping("/probe/neither")
        Map<String, Boolean> neither() {
            return Map.of("ok", true);
        }

        @PublicAccess
        @GetMapping("/probe/open")
        Map<String, String> open(@Nullable Caller caller) {
            return Map.of("caller", caller == null ? "nobody" : caller.secretAlias());
        }

        @PublicAccess
        @PostMapping("/probe/body")
        Map<String, Object> body(@RequestParam(defaultValue = "false") boolean loud,
                @Valid @RequestBody Anything body) {
            return Map.of("loud", loud, "prompt", String.valueOf(body.prompt), "duration",
                    String.valueOf(body.duration));
        }

        @PublicAccess
        @PostMapping("/probe/file")
        Map<String, Object> file(@Valid @RequestBody WithFile body, BodyDigest digest) throws IOException {
            SentFile file = body.data;
            return Map.of("file",
                    file == null ? "" : file.isUrl() ? file.url() : Files.readString(file.file()).substring(0, 3),
                    "size",
                    file == null ? 0 : file.size(), "digest", digest.sha256());
        }

        @PostMapping("/probe/kept")
        Map<String, Long> kept(Caller caller, @Valid @RequestBody WithFile body) {
            return Map.of("size", body.data == null ? 0 : body.data.size());
        }

        @PublicAccess
        @PostMapping("/probe/stream")
        Map<String, Object> stream(HttpServletRequest request) throws IOException {
            return Map.of("length", request.getInputStream().readAllBytes().length);
        }

        @PublicAccess
        @PostMapping("/probe/bound")
        Wanted bound(@Valid @RequestBody Wanted wanted) {
            return wanted;
        }

        @PublicAccess
        @GetMapping("/probe/page")
        Map<String, Integer> page(@RequestParam @Min(1) @Max(200) int limit) {
            return Map.of("limit", limit);
        }

        @PublicAccess
        @GetMapping("/probe/things/{id}")
        Map<String, String> thing(@PathVariable UUID id) {
            return Map.of("id", id.toString());
        }

        @PublicAccess
        @GetMapping("/probe/async")
        CompletableFuture<String> async() {
            return CompletableFuture.failedFuture(new ApiException(CommonError.CONFLICT, "later"));
        }

        @PublicAccess
        @GetMapping("/probe/fail/{how}")
        String fail(@PathVariable String how) throws Throwable {
            throw switch (how) {
                case "plan" -> new ApiException(CommonError.FORBIDDEN, "Pro or higher").with("upgrade_url",
                        "http://x/plans");
                case "slow" -> new ApiException(CommonError.RATE_LIMITED, "Slow down")
                        .retryAfter(Duration.ofMillis(5300));
                case "lock" -> new CannotAcquireLockException("select * from secret_table for update");
                case "pool" -> new CannotCreateTransactionException("HikariPool-1");
                case "read-only" -> new UncategorizedSQLException("beat", "insert into secret_table",
                        new SQLException("cannot execute INSERT in a read-only transaction", "25006"));
                case "full" -> new BucketExecutionException(new SQLTransientConnectionException("HikariPool-1"));
                case "rollback" -> new TransactionSystemException("JDBC rollback failed");
                case "state" -> new ResponseStatusException(HttpStatus.CONFLICT, "internal reason");
                case "wrapped" -> new IllegalStateException(new ApiException(CommonError.NOT_FOUND, "No such agent"));
                case "away" -> new Away();
                case "json" -> MismatchedInputException.from(null, String.class, "stored by ourselves");
                case "io" -> new IOException("/secret/path");
                case "deep" -> new StackOverflowError();
                default -> new IllegalStateException("select * from secret_table");
            };
        }
    }
}
