package dev.likeness.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The error codes an operation answers with, or all operations of a controller, for the description of the API: each a
 * status and its codes, such as {@code "409 CONFLICT, AGENT_NOT_READY"}. What the edge does to every operation (a
 * missing secret, a body that is no JSON, a server that is busy) is not repeated.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Refuses {

    /** A status, a blank, its codes parted by commas. */
    String[] value();
}
