/**
 * How voices sound: the ten built-in ones on their axes, and the profile of a recorded sample, which chooses one of them
 * and says how it is to be tuned. A library without Spring: a sound file in, numbers out, the same numbers for the same
 * file. It knows nothing of agents, jobs, storage or HTTP, and it does not speak.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "common::file", "ffmpeg", "media"})
package dev.likeness.voice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
