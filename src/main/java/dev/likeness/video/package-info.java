/**
 * Talking videos (CONTRACT 7): an agent says a text or lends its face to a recording. It owns the table {@code video} and
 * the orders' charges: two minutes when it is ordered, what was not used and what failed given back in the transaction that
 * ends the job. How a film is made is {@code avatar}'s and {@code voice}'s, by whom and when is {@code job}'s; who waits
 * for one holds neither a connection to the database nor a place in a queue.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "web", "web::body", "job", "storage", "account", "billing", "agent",
        "agent::asset", "generation", "avatar", "avatar::film", "avatar::mp4", "avatar::talk", "voice", "voice::heard",
        "media", "tts", "voice::speak", "voice::text", "voice::sound"})
package dev.likeness.video;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
