package dev.likeness.web.body.read;

import java.util.Set;

/**
 * What an operation makes of forms.
 *
 * @param taken whether it takes them at all
 * @param empty whether an empty one says nothing, and is no mistake
 * @param names of all its fields
 * @param lists which of them may be an array
 * @param objects which of them are objects, sent as JSON
 */
public record FormPlan(boolean taken, boolean empty, Set<String> names, Set<String> lists,
        Set<String> objects) {
}
