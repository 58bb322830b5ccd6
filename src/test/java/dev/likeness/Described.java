package dev.likeness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.annotation.Import;

/**
 * A server whose every exchange, whoever the client is, is held against the committed descriptions of the API; a test
 * fails when one of its exchanges is not as described.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import(Exchanges.Kept.class)
@ExtendWith(Exchanges.Verdict.class)
@interface Described {
}
