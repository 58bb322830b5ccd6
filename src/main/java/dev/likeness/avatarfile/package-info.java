/**
 * The avatar files of the built-in engine: which entries they have, what is in each and in the manifest, written and read
 * back by the same records. A library without Spring for whoever makes or plays an avatar. How entries lie in a file, and
 * whether they are whole, is known by {@code imx}; how they are made, by {@code avatar} and {@code voice}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"avatar", "avatar::portrait", "avatar::mouth", "avatar::film", "imx",
        "voice"})
package dev.likeness.avatarfile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
