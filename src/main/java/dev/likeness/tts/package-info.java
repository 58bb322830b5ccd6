/**
 * Voices and what they say over HTTP (CONTRACT 8): the ten built-in ones, those an account has saved, speech whole and
 * streamed, the studio. It owns the table {@code saved_voice} and how many may speak at once; who speaks is voice's
 * business, what a code of its own holds is {@link dev.likeness.tts.PortableCode}'s.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "common::file", "web", "web::body", "web::egress", "storage",
        "account", "ffmpeg",
        "voice", "voice::speak", "voice::text", "voice::phoneme", "voice::hibari", "voice::kokoro",
        "voice::outside"})
package dev.likeness.tts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
