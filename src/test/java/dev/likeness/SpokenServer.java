package dev.likeness;

import dev.likeness.tts.SineEngine;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** As {@link WholeServer}, with an engine whose sounds a test can tell, two places, and somebody to ask for tokens. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        WholeServer.PATIENT_POOL, WholeServer.PATIENT_LOCKS,
        "spring.datasource.url=unused", "likeness.sandbox.enabled=true", "likeness.egress.allow-private=loopback",
        "likeness.data-dir=target/spoken-server", "likeness.generation.showcase=false",
        "likeness.operator.token=" + WholeServer.OPERATOR, "likeness.job.sole-node=true",
        "likeness.tts.concurrent=2", "likeness.tts.saved-voices=3"})
@Import({TestDatabase.Fresh.class, SineEngine.Alone.class})
@Described
@interface SpokenServer {
}
