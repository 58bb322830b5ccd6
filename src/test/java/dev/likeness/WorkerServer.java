package dev.likeness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** As {@link WholeServer}, but essence-2 is left to workers outside: what nobody claims waits. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.datasource.url=unused", "likeness.sandbox.enabled=true", "likeness.egress.allow-private=loopback",
        "likeness.data-dir=target/worker-server", "likeness.generation.showcase=false",
        "likeness.job.worker-models=essence-2", "likeness.job.worker-keys=" + WorkerServer.KEY})
@Import(TestDatabase.Fresh.class)
@interface WorkerServer {

    /** The key of its workers. */
    String KEY = "a-key-for-workers-of-32-and-more-characters";
}
