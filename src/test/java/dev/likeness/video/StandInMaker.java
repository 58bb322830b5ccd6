package dev.likeness.video;

import dev.likeness.agent.Agent;
import dev.likeness.job.JobContext;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

@Component
class StandInMaker implements VideoMaker {

    @Override
    public void make(JobContext context, Agent agent, VideoOrder order, Path work, Path mp4) {
        throw new IllegalStateException("workers make the films of these tests");
    }
}
