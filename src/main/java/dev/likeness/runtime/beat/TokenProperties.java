package dev.likeness.runtime.beat;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What signs runtime tokens. How they are metered is under the same prefix.
 *
 * @param signingKeys {@code kid:base64} of 32 bytes or more; the first signs. Empty: one is made at the first start and
 *     kept in the data folder. Several nodes need the same list.
 */
@ConfigurationProperties("likeness.runtime")
record TokenProperties(@DefaultValue List<String> signingKeys) {
}
