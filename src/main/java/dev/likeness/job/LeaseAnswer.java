package dev.likeness.job;

/** What a worker is told when it reports. */
public enum LeaseAnswer {

    /** The lease is renewed. */
    CONTINUE,
    /** Somebody called the job off: stop, nothing more will be accepted. */
    CANCELLED,
    /** Another attempt has taken over or the job has ended: stop, nothing more will be accepted. */
    LOST
}
