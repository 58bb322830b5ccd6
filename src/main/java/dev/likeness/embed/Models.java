package dev.likeness.embed;

import dev.likeness.agent.Agent;
import dev.likeness.agent.AgentError;
import dev.likeness.agent.Artifact;
import dev.likeness.agent.ModelFiles;
import dev.likeness.common.ApiException;
import dev.likeness.common.Model;
import dev.likeness.generation.SessionFiles;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Which of an agent's models a visitor meets, and from which file. */
@Component
class Models {

    private final ModelFiles files;
    private final SessionFiles sessions;

    Models(ModelFiles files, SessionFiles sessions) {
        this.files = files;
        this.sessions = sessions;
    }

    /** Raises {@code MODEL_NOT_GENERATED} for a model that the agent does not run as. */
    static void require(Agent agent, Model model) {
        if (!agent.supports(model)) {
            throw new ApiException(AgentError.MODEL_NOT_GENERATED, "agent " + agent.code() + "'s " + model.slug()
                    + " model hasn't been generated yet — add it with POST /v1/agent/" + agent.code() + "/models");
        }
    }

    /**
     * The file that a browser plays of a model. The bundle of essence-2-max is for machines of its own: a page plays the
     * essence-2 that comes with it.
     */
    private Optional<Artifact> file(Agent agent, Model model) {
        return files.find(agent.accountId(), agent.code(), model == Model.ESSENCE_2_MAX ? Model.ESSENCE_2 : model);
    }

    /**
     * That file; waits until it is made, for a model that keeps none.
     *
     * @throws ApiException {@code MODEL_ARTIFACT_NOT_READY} where there is none, and as {@link SessionFiles#of}
     */
    Artifact played(Agent agent, Model model) {
        return file(agent, model).orElseGet(() -> {
            if (!sessions.makes(model)) {
                throw missing(agent, model);
            }
            return sessions.of(agent, model);
        });
    }

    /** As {@link #played}, for somebody who is about to ask for it: nobody waits. */
    void prepare(Agent agent, Model model) {
        if (sessions.makes(model)) {
            sessions.prepare(agent, model);
        } else if (file(agent, model).isEmpty()) {
            throw missing(agent, model);
        }
    }

    private static ApiException missing(Agent agent, Model model) {
        return new ApiException(AgentError.MODEL_ARTIFACT_NOT_READY,
                agent.name() + " has no " + model.slug() + " file that a page can play: add another model with POST "
                        + "/v1/agent/" + agent.code() + "/models");
    }

    /** The model that is met when none is named: the one it was made with, or the first other one that can be played. */
    Model preferred(Agent agent) {
        return Stream.concat(Stream.of(agent.model()), agent.supportedModels().stream())
                .filter(model -> agent.supports(model)
                        && (sessions.makes(model) || file(agent, model).isPresent()))
                .findFirst().orElse(agent.model());
    }
}
