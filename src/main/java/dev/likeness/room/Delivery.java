package dev.likeness.room;

/**
 * Where a message went.
 *
 * @param rooms those that somebody holds, and that have it now or get it as soon as their node hears of it
 * @param skipped open ones that nobody holds any more: their node has died
 */
public record Delivery(int rooms, int skipped) {
}
