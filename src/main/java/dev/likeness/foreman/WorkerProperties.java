package dev.likeness.foreman;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the door for foreign workers.
 *
 * @param workerKeys the keys that open it, at least 32 characters each; several, so that one can be replaced while
 *     workers run. Without any, one is made and kept in the data folder as soon as a model is left to workers
 */
@ConfigurationProperties("likeness.job")
record WorkerProperties(@DefaultValue List<String> workerKeys) {
}
