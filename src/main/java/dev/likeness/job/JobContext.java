package dev.likeness.job;

/** What a running attempt may ask and tell. */
public interface JobContext {

    Job job();

    /**
     * Tells how far the attempt is; cheap enough to call for every frame. Throws {@link JobStopped} once the job was
     * cancelled, the lease was lost or the node shuts down: let it pass, nobody wants the result any more.
     */
    void progress(double progress, String step, String message);

    /**
     * As {@link #progress}, at once, and in the same transaction does what belongs to it: nothing of it is seen when the
     * lease is lost.
     */
    void checkpoint(double progress, String step, String message, Runnable alongside);
}
