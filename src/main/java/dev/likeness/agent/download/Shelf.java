package dev.likeness.agent.download;

import dev.likeness.agent.Artifact;
import dev.likeness.common.Model;
import java.util.List;
import java.util.Map;

/**
 * What an agent has to be downloaded, at one moment.
 *
 * @param model what it was made with
 * @param supported what it runs
 * @param artifacts what is stored, by model
 */
record Shelf(boolean deleted, Model model, List<Model> supported, Map<Model, Artifact> artifacts) {
}
