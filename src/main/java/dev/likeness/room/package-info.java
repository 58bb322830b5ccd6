/**
 * Live rooms: which are open for an agent, what is sent into them, and the node that holds each (CONTRACT 3.6). It owns
 * {@code room}, {@code room_presence}, {@code room_node} and {@code room_message}. Messages reach every node that has
 * somebody in the room at least once, with an id: at once where they were sent, by PostgreSQL's notifications elsewhere,
 * and by looking for what a deaf connection has missed. Who is in a room, how it is shown and what it costs is not its
 * business.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "web", "web::body", "agent"})
package dev.likeness.room;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
