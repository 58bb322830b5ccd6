/**
 * The ffmpeg program that comes from Maven: found, unpacked, started as a child process. A library without Spring. What
 * is encoded or decoded, and how long that may take, is for those who start it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "common")
package dev.likeness.ffmpeg;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
