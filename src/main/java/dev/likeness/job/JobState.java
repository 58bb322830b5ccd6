package dev.likeness.job;

/**
 * A job and how it stands.
 *
 * @param status {@code queued}, {@code leased}, {@code done}, {@code failed}, {@code cancelled} or {@code stuck}
 * @param worker who claimed it last
 * @param overdue whether its attempt takes longer than it may
 */
public record JobState(Job job, String status, String worker, boolean overdue) {
}
