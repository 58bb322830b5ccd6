package dev.likeness.operator;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the operator's door.
 *
 * @param token what the operator presents, 32 characters or more; empty: there is no such door
 */
@ConfigurationProperties("likeness.operator")
record OperatorProperties(@DefaultValue("") String token) {

    /** Without the token, which is never to be logged by accident. */
    @Override
    public String toString() {
        return "OperatorProperties[]";
    }
}
