/**
 * Where bytes are kept: the port {@link dev.likeness.storage.ObjectStore} and the URLs that lead to what is in it. The
 * rooms {@code disk} and {@code s3} implement it, {@code door} serves and takes objects. It does not know what the bytes
 * are or whose: who may have a URL is decided by whoever asks {@link dev.likeness.storage.SignedUrls} or
 * {@link dev.likeness.storage.SignedUploads} for one.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "common::file", "web", "web::body"})
package dev.likeness.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
