/**
 * Where bytes are kept: the port {@link dev.likeness.storage.ObjectStore}, its file system implementation, and the
 * endpoint that serves them by signed URL. It does not know what the bytes are or whose; who may have a URL is decided
 * by whoever asks {@link dev.likeness.storage.SignedUrls} for one.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "web"})
package dev.likeness.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
