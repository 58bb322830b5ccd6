/**
 * The built-in avatar engine: faces, warping, mouth shapes, frames and their encoding. A library without Spring: bytes
 * in, bytes out, the same bytes for the same input. It knows nothing of accounts, jobs, files or HTTP.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "ffmpeg")
package dev.likeness.avatar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
