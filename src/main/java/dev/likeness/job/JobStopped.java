package dev.likeness.job;

/** Ends an attempt whose result nobody wants any more. Not a failure of the job. */
public final class JobStopped extends RuntimeException {

    JobStopped(String why) {
        super(why);
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
