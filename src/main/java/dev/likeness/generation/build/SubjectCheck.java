package dev.likeness.generation.build;

import dev.likeness.avatar.PictureException;
import dev.likeness.avatar.Portrait;
import dev.likeness.common.Model;
import dev.likeness.generation.input.InputException;
import dev.likeness.generation.input.SubjectGate;
import dev.likeness.generation.input.Verdict;
import dev.likeness.job.JobFailure;
import org.springframework.stereotype.Component;

/** What a picture must show: the subject gate for those that nobody had the time to look at when they were sent (CONTRACT 3.1). */
@Component
class SubjectCheck {

    /** The step of a failure for which the subject alone is the reason. */
    static final String STEP = "subject";

    private final SubjectGate gate;

    SubjectCheck(SubjectGate gate) {
        this.gate = gate;
    }

    /** Ends the attempt at a family that takes humans only where the portrait shows no human face. */
    static void face(Model model, Portrait portrait) {
        if (ModelPlan.needsHuman(model) && !portrait.face().kind().human()) {
            throw new PictureException("no human face was found in it; send one that shows a face, with both eyes");
        }
    }

    /** Ends the attempt, and with it the job, where the order takes humans only and the picture shows something else. */
    void check(GenerationOrder order, byte[] picture) throws InterruptedException {
        if (order.takesHumansOnly() && gate.look(picture) instanceof Verdict.Other other) {
            throw JobFailure.permanent(STEP, Stage.IMAGE.failure(other.refusal()),
                    new InputException(other.refusal()));
        }
    }
}
