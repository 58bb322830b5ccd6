/**
 * The built-in avatar engine. A library without Spring: bytes in, bytes out, the same bytes for the same input. It knows
 * nothing of accounts, jobs, files or HTTP. Here are the words its rooms share, what a face and a portrait are; beside
 * them {@code portrait} makes portraits with {@code face} and {@code paint}, {@code mouth}, {@code eye} and {@code film}
 * move them, {@code picture} knows pixels and {@code net} runs nets. Uses point from a room to the words, never back.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "common::file", "ffmpeg", "media", "voice"})
package dev.likeness.avatar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
