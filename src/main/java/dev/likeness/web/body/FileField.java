package dev.likeness.web.body;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component of type {@link SentFile}: a text that is a whole file, or says where one is; in a form of parts a file part, too.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface FileField {

    /** The largest file, as a {@code DataSize}; may be a placeholder such as <code>${likeness.file.max-video:100MB}</code>. */
    String limit();

    /** What narrows the limit while the file arrives; none but {@link #limit} when it is not said. */
    Class<? extends FileBound> bound() default FileBound.class;

    /** Whether the text may be an http or https URL, which is left to the operation to fetch. */
    boolean urls() default false;

    /** Names of file parts that are taken for it in a multipart form, beside its own. */
    String[] parts() default {};

    /** The component that tells the file's name, which a file part brings along. */
    String named() default "";
}
