package dev.likeness.storage;

import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A package whose rows name stored objects. Implemented by each of them and asked by whoever removes what nobody refers to,
 * so that no sweep needs to know whose tables there are.
 */
public interface ObjectOwner {

    /**
     * Tells all keys that its rows name for these subjects, such as codes of agents.
     *
     * @param told takes the subject and one key
     */
    void references(Set<String> subjects, BiConsumer<String, String> told);
}
