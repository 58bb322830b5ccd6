package dev.likeness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** As {@link WholeServer}, but all models with files are left to workers outside: what nobody claims waits. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.datasource.url=unused", "likeness.limits.factor=1000", "likeness.sandbox.enabled=true",
        "likeness.egress.allow-private=loopback", WholeServer.PATIENT_POOL, WholeServer.PATIENT_LOCKS,
        "likeness.operator.token=" + WholeServer.OPERATOR, "likeness.data-dir=target/worker-server",
        "likeness.generation.showcase=false",
        // On a busy machine the classifier takes its time, and what it lets through is another test's matter.
        "likeness.generation.classifier-patience=60s",
        "likeness.job.worker-models=essence-1,essence-2,expression-2", "likeness.job.worker-keys=" + WorkerServer.KEY})
@Import(TestDatabase.Fresh.class)
@Described
@interface WorkerServer {

    /** The key of its workers. */
    String KEY = "a-key-for-workers-of-32-and-more-characters";
}
