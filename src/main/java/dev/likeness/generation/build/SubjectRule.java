package dev.likeness.generation.build;

/** What becomes of an order whose picture nobody had the time to look at when it was sent. */
public enum SubjectRule {

    /** No human: it fails, and the charge is given back. */
    HUMAN_OR_NONE,
    /** No human: it was for {@code auto}, so it becomes an order for expression-2, with that one's charge. */
    HUMAN_OR_EXPRESSION_2,
    /** It has become one. */
    BECAME_EXPRESSION_2
}
