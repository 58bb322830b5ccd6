/**
 * Where bytes are kept: the port {@link dev.likeness.storage.ObjectStore} with its two implementations, in files and in
 * S3; the endpoints that serve and take objects by signed URL; and the folder where uploads lie while they arrive. It
 * does not know what the bytes are or whose: who may have a URL is decided by whoever asks
 * {@link dev.likeness.storage.SignedUrls} or {@link dev.likeness.storage.SignedUploads} for one. More than twenty files,
 * because each store has several that nothing else sees; in packages of their own they would have to be public.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "web", "web::body"})
package dev.likeness.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
