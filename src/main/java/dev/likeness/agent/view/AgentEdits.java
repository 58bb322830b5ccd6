package dev.likeness.agent.view;

import dev.likeness.agent.AgentStatus;
import dev.likeness.agent.Agents;
import dev.likeness.agent.ProviderChoices;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.JsonBody;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What an owner may change of an agent (CONTRACT 3.3, 2.6). Takes effect for the next session. */
@Component
class AgentEdits {

    private static final Set<String> CAPABILITIES = Set.of("llm", "stt", "tts", "realtime");
    private static final int LONGEST_PROMPT = 100_000;
    private static final int LONGEST_TEXT = 2_000;

    private final Agents agents;
    private final ObjectProvider<ProviderChoices> choices;

    AgentEdits(Agents agents, ObjectProvider<ProviderChoices> choices) {
        this.agents = agents;
        this.choices = choices;
    }

    /** {@code MISSING_PARAM} when there is nothing to change; nothing is stored when one part is wrong. */
    void apply(UUID account, String code, JsonBody body) {
        agents.get(account, code);
        String prompt = text(body, "system_prompt", LONGEST_PROMPT);
        String name = text(body, "name", LONGEST_TEXT);
        String description = text(body, "description", LONGEST_TEXT);
        JsonNode providers = body.has("providers") ? providers(account, body.raw().get("providers")) : null;
        if (prompt == null && name == null && description == null && providers == null) {
            throw new ApiException(CommonError.MISSING_PARAM,
                    "Nothing to update: send system_prompt, name, description or providers");
        }
        agents.edit(account, code, prompt, name, description, providers == null ? null : providers.toString());
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

    private static @Nullable String text(JsonBody body, String field, int longest) {
        String value = body.string(field);
        if (value != null && value.length() > longest) {
            throw ApiException.invalid(field, field + " must have at most " + longest + " characters");
        }
        return value;
    }

    private JsonNode providers(UUID account, JsonNode node) {
        if (!node.isObject()) {
            throw ApiException.invalid("providers", "providers must be an object");
        }
        for (var choice : node.properties()) {
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
        return node;
    }
}
