package dev.likeness.embed;

import dev.likeness.agent.Agent;
import dev.likeness.agent.Agents;
import dev.likeness.common.ApiException;
import dev.likeness.common.Model;
import dev.likeness.embed.pass.Pass;
import dev.likeness.embed.pass.Passes;
import dev.likeness.embed.pass.Payer;
import dev.likeness.runtime.Admission;
import dev.likeness.web.KnownSecret;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gives out tokens for visitors (CONTRACT 4.5). */
@Component
class EmbedTokens {

    private final Admission admission;
    private final Agents agents;
    private final Passes passes;

    EmbedTokens(Admission admission, Agents agents, Passes passes) {
        this.admission = admission;
        this.agents = agents;
        this.passes = passes;
    }

    /**
     * A token for one visitor of one agent.
     *
     * @throws ApiException {@code RUNTIME_SUSPENDED}, {@code ACCOUNT_SUSPENDED}, {@code MISSING_PARAM},
     *     {@code VALIDATION_ERROR}, {@code NOT_FOUND}, {@code AGENT_NOT_READY}, {@code MODEL_NOT_GENERATED}
     */
    EmbedWire.Token request(KnownSecret secret, EmbedWire.Request body) {
        admission.check(secret);
        String code = body.agent();
        if (code == null) {
            throw ApiException.missing("agent_id", "agent_id is required");
        }
        String fingerprint = body.fingerprint();
        if (fingerprint == null || fingerprint.isBlank()) {
            throw ApiException.missing("fingerprint", "fingerprint is required");
        }
        Model model = model(body.model());
        Agent agent = agents.getReady(secret.accountId(), code);
        if (model != null) {
            Models.require(agent, model);
        }
        String sid = UUID.randomUUID().toString();
        String token = passes.token(new Pass(code, fingerprint, sid, model, body.endUserId(),
                Payer.key(secret.secretHash())));
        return new EmbedWire.Token(token, sid, model, agent.supportedModels());
    }

    /** By its name, or the family's of the first generation; null where none is asked for. */
    static @Nullable Model model(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        return switch (name.strip()) {
            case "essence" -> Model.ESSENCE_1;
            case "expression" -> Model.EXPRESSION_1;
            case String slug -> Model.of(slug).orElseThrow(() -> ApiException.invalid("model", "model must be one of: "
                    + Arrays.stream(Model.values()).map(Model::slug).collect(Collectors.joining(", "))));
        };
    }
}
