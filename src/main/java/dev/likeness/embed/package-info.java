/**
 * Agents on web pages (CONTRACT 4.5): tokens for visitors, the page, the WebSocket of a room, who is in it on this node,
 * and the session that its owner pays for. What travels between nodes is room's, what is billed is runtime's, how it is
 * said {@code speech}'s.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "web", "web::attempts", "web::body", "storage", "storage::door",
        "account", "billing", "agent", "agent::asset", "agent::embed", "dynamics", "generation", "tts", "voice",
        "voice::speak", "voice::text", "voice::heard",
        "voice::sound", "avatar::talk", "avatar::mouth", "avatarfile", "imx", "runtime", "runtime::beat", "room"})
package dev.likeness.embed;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
