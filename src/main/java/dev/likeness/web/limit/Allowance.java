package dev.likeness.web.limit;

/**
 * How many requests an account may send in a minute (CONTRACT 1.5).
 *
 * @param generate orders of agents, models, gestures and videos
 * @param write everything else that changes something
 * @param read every GET
 */
public record Allowance(int generate, int write, int read) {
}
