package dev.likeness.agent;

/**
 * Who an agent is.
 *
 * @param name a first name, or what the owner called it
 * @param description one sentence
 * @param language BCP 47, such as {@code en}
 * @param gender {@code female} or {@code male}
 * @param systemPrompt what its conversation begins with
 */
public record Persona(String name, String description, String language, String gender, String systemPrompt) {
}
