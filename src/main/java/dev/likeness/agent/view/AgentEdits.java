package dev.likeness.agent.view;

import dev.likeness.agent.AgentStatus;
import dev.likeness.agent.Agents;
import dev.likeness.agent.embed.EmbedSetting;
import dev.likeness.agent.embed.EmbedSettings;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What an owner may change of an agent (CONTRACT 3.3, 2.6). Takes effect for the next session. */
@Component
class AgentEdits {

    private static final int MOST_ORIGINS = 50;
    private static final Set<String> CAPABILITIES = Set.of("llm", "stt", "tts", "realtime");

    private final Agents agents;
    private final ObjectProvider<ProviderChoices> choices;
    private final EmbedSettings embeds;
    private final TransactionTemplate transaction;

    AgentEdits(Agents agents, ObjectProvider<ProviderChoices> choices, EmbedSettings embeds,
            PlatformTransactionManager transactions) {
        this.agents = agents;
        this.choices = choices;
        this.embeds = embeds;
        this.transaction = new TransactionTemplate(transactions);
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
        AgentWire.Embed embed = changes.embed();
        List<String> origins = embed == null ? null : origins(embed.allowedOrigins());
        boolean shown = embed != null && (embed.open() != null || origins != null);
        if (prompt == null && name == null && description == null && providers == null && !shown) {
            throw new ApiException(CommonError.MISSING_PARAM,
                    "Nothing to update: send system_prompt, name, description, providers or embed");
        }
        transaction.executeWithoutResult(_ -> {
            // The setting before the agent's row, as a deletion takes them: what it misses here ends with that row's refusal.
            if (embed != null && shown) {
                embeds.set(account, code, embed.open(), origins);
            }
            agents.edit(account, code, prompt, name, description,
                    providers == null ? null : JsonNodeFactory.instance.objectNode().setAll(providers).toString());
        });
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

    private static @Nullable List<String> origins(@Nullable List<String> sent) {
        if (sent == null) {
            return null;
        }
        if (sent.size() > MOST_ORIGINS) {
            throw ApiException.invalid("embed.allowed_origins",
                    "embed.allowed_origins must name at most " + MOST_ORIGINS + " origins");
        }
        return sent.stream().map(text -> {
            String origin = text == null ? null : EmbedSetting.origin(text);
            if (origin == null) {
                throw ApiException.invalid("embed.allowed_origins",
                        "embed.allowed_origins must be origins of pages, such as https://shop.example.com");
            }
            return origin;
        }).distinct().toList();
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
