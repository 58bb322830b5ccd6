/**
 * How voices sound and what they say: the ten built-in ones on their axes, the profile of a recorded sample, which chooses
 * one of them and says how it is to be tuned, and the one port of engines that speak. Reading texts, sounds of words,
 * the engines and what joins them are rooms within. A library without Spring, which gives the same for the same; it
 * knows nothing of agents, jobs, storage or the HTTP of this server.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "common::file", "ffmpeg", "media"})
package dev.likeness.voice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
