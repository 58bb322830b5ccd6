package dev.likeness.agent.view;

import dev.likeness.agent.AgentStatus;
import dev.likeness.agent.Agents;
import dev.likeness.agent.ProviderChoices;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What an owner may change of an agent (CONTRACT 3.3, 2.6). Takes effect for the next session. */
@Component
class AgentEdits {

    private static final Set<String> CAPABILITIES = Set.of("llm", "stt", "tts", "realtime");

    private final Agents agents;
    private final ObjectProvider<ProviderChoices> choices;

    AgentEdits(Agents agents, ObjectProvider<ProviderChoices> choices) {
        this.agents = agents;
        this.choices = choices;
    }

    /** {@code MISSING_PARAM} when there is nothing to change; nothing is stored when one part is wrong. */
    void apply(UUID account, String code, AgentWire.Update changes) {
        agents.get(account, code);
        String prompt = changes.systemPrompt();
        String name = changes.name();
        String description = changes.description();
        Map<String, JsonNode> providers = changes.providers();
        if (providers != null) {
            check(account, providers);
        }
        if (prompt == null && name == null && description == null && providers == null) {
            throw new ApiException(CommonError.MISSING_PARAM,
                    "Nothing to update: send system_prompt, name, description or providers");
        }
        agents.edit(account, code, prompt, name, description,
                providers == null ? null : JsonNodeFactory.instance.objectNode().setAll(providers).toString());
    }

    /** A status to list by; null for all. */
    static @Nullable String status(@Nullable String status) {
        if (status == null || status.isBlank()) {
            return null;
        }
        if (Arrays.stream(AgentStatus.values()).filter(known -> known != AgentStatus.DELETED)
                .noneMatch(known -> known.word().equals(status))) {
            throw ApiException.invalid("status", "status must be one of: processing, generating, completed, success, "
                    + "ready, failed");
        }
        return status;
    }

    private void check(UUID account, Map<String, JsonNode> providers) {
        for (var choice : providers.entrySet()) {
            String field = "providers." + choice.getKey();
            if (!CAPABILITIES.contains(choice.getKey())) {
                throw ApiException.invalid(field, field + " is none of llm, stt, tts, realtime");
            }
            JsonNode value = choice.getValue();
            if (value.isString() && value.asString().equals("default")) {
                continue;
            }
            String id = value.path("provider_id").asString("");
            if (!value.path("mode").asString("").equals("custom") || id.isEmpty()) {
                throw ApiException.invalid(field,
                        field + " must be \"default\" or {\"mode\": \"custom\", \"provider_id\": \"…\"}");
            }
            if (choices.stream().noneMatch(known -> known.exists(account, id))) {
                throw ApiException.invalid(field, "Unknown provider_id '" + id + "' for " + choice.getKey());
            }
        }
    }
}
