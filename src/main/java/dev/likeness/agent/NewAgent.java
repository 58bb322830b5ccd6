package dev.likeness.agent;

import dev.likeness.common.Model;
import java.util.List;
import java.util.UUID;

/**
 * An agent to be made.
 *
 * @param accountId who it belongs to
 * @param code its code, free in the whole installation
 * @param model what it is made with
 * @param supportedModels what it will run once it is ready
 * @param framing {@code portrait} or {@code full_body}
 * @param aspectRatio {@code 16:9}, {@code 9:16} or {@code 1:1}
 * @param transparency whether it stands before a green screen
 * @param showcase whether anybody may list and pull it
 */
public record NewAgent(UUID accountId, String code, Model model, List<Model> supportedModels, String framing,
        String aspectRatio, boolean transparency, boolean showcase) {
}
