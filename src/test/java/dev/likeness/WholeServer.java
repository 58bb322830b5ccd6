package dev.likeness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** The whole server on a random port with the sandbox on and a fresh database: one context for all tests that ask. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.datasource.url=unused", "likeness.limits.factor=1000", "likeness.sandbox.enabled=true",
        "likeness.egress.allow-private=loopback", WholeServer.PATIENT_POOL, WholeServer.PATIENT_LOCKS,
        "likeness.data-dir=target/whole-server", "likeness.generation.showcase=false", "likeness.tts.espeak=",
        "likeness.operator.token=" + WholeServer.OPERATOR, "likeness.job.sole-node=true"})
@Import(TestDatabase.Fresh.class)
@Described
@interface WholeServer {

    /** The operator's token. */
    String OPERATOR = "the-operators-token-of-32-and-more-characters";

    /** Whoever waits for a connection while the machine stands still is not at fault. */
    String PATIENT_POOL = "spring.datasource.hikari.connection-timeout=10000";

    /** Nor is who waits for a lock. */
    String PATIENT_LOCKS = "spring.datasource.hikari.connection-init-sql=set lock_timeout = '25s'; "
            + "set statement_timeout = '30s'; set idle_in_transaction_session_timeout = '60s'";
}
