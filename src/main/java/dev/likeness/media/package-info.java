/**
 * What files of pictures, films, sound and documents say of themselves in their headers: type, size in pixels, tracks. A
 * library without Spring that decodes nothing. Which of them are taken, and how large, is decided by who asks.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.likeness.media;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
