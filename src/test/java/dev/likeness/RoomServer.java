package dev.likeness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** A server for visitors: workers outside build its agents, or nobody does. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.datasource.url=unused", "likeness.limits.factor=1000", "likeness.sandbox.enabled=true",
        WholeServer.PATIENT_POOL, WholeServer.PATIENT_LOCKS,
        "likeness.egress.allow-private=loopback", "likeness.conversation.repeats=false", "likeness.tts.espeak=",
        "likeness.operator.token=" + WholeServer.OPERATOR, "likeness.data-dir=target/room-server",
        "likeness.generation.showcase=false", "likeness.generation.classifier-patience=60s",
        "likeness.job.worker-models=essence-1,essence-2,expression-2", "likeness.job.worker-keys=" + WorkerServer.KEY})
@Import(TestDatabase.Fresh.class)
@interface RoomServer {
}
