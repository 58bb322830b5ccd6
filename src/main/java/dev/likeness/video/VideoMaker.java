package dev.likeness.video;

import dev.likeness.agent.Agent;
import dev.likeness.job.JobContext;
import java.nio.file.Path;

/** Makes films: the work of one attempt on this node. */
interface VideoMaker {

    /**
     * Writes a film into the file. Tells its progress from 0 to 1, which also ends it when nobody wants it any more.
     *
     * @param work a folder of the attempt's own
     * @throws dev.likeness.job.JobFailure in words fit for the person who ordered it
     */
    void make(JobContext context, Agent agent, VideoOrder order, Path work, Path mp4) throws Exception;
}
