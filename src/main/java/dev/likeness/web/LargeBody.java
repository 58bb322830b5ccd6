package dev.likeness.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An operation whose JSON may carry files as base64. It is parsed in memory, so it may be only as large as those files
 * need, and never larger than {@code likeness.web.file-body-limit}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface LargeBody {

    /** Megabytes of all files together, before base64 makes them a third larger. */
    int megabytes();
}
