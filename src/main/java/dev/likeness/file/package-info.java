/**
 * Files that users upload to hand them on (CONTRACT 6): what they are by their bytes, how large they may be, and whose
 * they are. The bytes lie in storage under public, unguessable URLs; nothing here decodes or runs them.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "web", "web::body", "web::egress", "storage", "media", "account"})
package dev.likeness.file;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
