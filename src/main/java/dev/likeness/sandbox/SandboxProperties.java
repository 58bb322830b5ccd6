package dev.likeness.sandbox;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whether the sandbox is there.
 *
 * @param enabled anybody who reaches the server may then open accounts and move its clock; refused in production
 */
@ConfigurationProperties("likeness.sandbox")
record SandboxProperties(boolean enabled) {
}
