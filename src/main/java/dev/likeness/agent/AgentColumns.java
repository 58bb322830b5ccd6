package dev.likeness.agent;

import dev.likeness.common.Model;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** How the words of agents stand in their columns: as clients know them. */
final class AgentColumns {

    private AgentColumns() {
    }

    @Converter(autoApply = true)
    static final class OfStatus implements AttributeConverter<AgentStatus, String> {

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable AgentStatus status) {
            return status == null ? null : status.word();
        }

        @Override
        public @Nullable AgentStatus convertToEntityAttribute(@Nullable String word) {
            return word == null ? null : AgentStatus.of(word);
        }
    }

    @Converter(autoApply = true)
    static final class OfModel implements AttributeConverter<Model, String> {

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable Model model) {
            return model == null ? null : model.slug();
        }

        @Override
        public @Nullable Model convertToEntityAttribute(@Nullable String slug) {
            return slug == null
                    ? null
                    : Model.of(slug).orElseThrow(() -> new IllegalStateException("no model family " + slug));
        }
    }
}
