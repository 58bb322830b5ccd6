/**
 * What an agent answers and how it listens: conversations of rooms with a chat model, sentence by sentence, and visitors'
 * voices to turns. It knows rooms by their messages, {@link dev.likeness.embed.mind.RoomBodies}, and visitors by what they
 * say; who they are, how they hear and what it costs is not its business. Whose models are asked may be told by another
 * module: {@link dev.likeness.embed.mind.OwnEndpoints}.
 */
@NullMarked
@NamedInterface("mind")
package dev.likeness.embed.mind;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
