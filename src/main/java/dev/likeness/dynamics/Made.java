package dev.likeness.dynamics;

import dev.likeness.agent.ModelFiles;
import java.util.List;
import java.util.Map;

/**
 * What an attempt hands over.
 *
 * @param clips keys of films by their actions
 * @param files new versions of model files, which hold them
 */
record Made(Map<String, String> clips, List<ModelFiles.Renewal> files) {
}
