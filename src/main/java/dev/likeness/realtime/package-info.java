/**
 * Voice conversations with OpenAI's realtime models (CONTRACT 4.6): a client gets a secret of a minute from here, so that
 * it never has the server's key. It owns nothing; what OpenAI bills is the key's owner's.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "web", "web::body", "runtime"})
package dev.likeness.realtime;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
