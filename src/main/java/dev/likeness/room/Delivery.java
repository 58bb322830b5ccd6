package dev.likeness.room;

/**
 * Where a message went.
 *
 * @param rooms those that somebody holds, and that have it now or get it as soon as their node hears of it
 * @param skipped open ones that nobody holds any more, since their node has died or stops: only who comes back to one in
 *     time hears it
 */
public record Delivery(int rooms, int skipped) {
}
