package dev.likeness.room;

/** Whoever holds a room on this node. Called by any thread, each message once while it is entered; must not block. */
@FunctionalInterface
public interface RoomEar {

    void hear(RoomMessage message);
}
