package dev.likeness.embed.mind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.embed.mind.RoomBodies.Broken;
import dev.likeness.runtime.Transcripts.Line;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MemoryTest {

    private final Memory memory = new Memory();

    private static UUID id(int number) {
        return new UUID(0, number);
    }

    private List<String> lines() {
        return memory.messages("Be kind.").stream().map(line -> line.role() + ": " + line.content()).skip(1).toList();
    }

    @Test
    void anAnswerIsOneTurnWhateverItsPartsAndHoweverOftenTheyCome() {
        memory.visitor(id(1), "Hi");
        memory.agent(id(2), id(3), "Hello.");
        memory.agent(id(2), id(4), "Well?");
        memory.agent(id(2), id(3), "Hello.");
        assertThat(memory.visitor(id(1), "Hi")).isFalse();
        memory.visitor(id(5), "So");
        memory.visitor(id(6), "what");
        assertThat(lines()).containsExactly("user: Hi", "assistant: Hello. Well?", "user: So\nwhat");
    }

    @Test
    void whatWasNotHeardIsForgottenAlsoWhenItComesLater() {
        memory.agent(id(2), id(3), "One two three.");
        memory.agent(id(2), id(4), "Four five six.");
        memory.agent(id(9), id(9), "Told by the owner.");
        Broken off = new Broken(List.of(id(2)), Map.of(id(4), "Four", id(7), ""));
        assertThat(memory.breakOff(off)).containsExactly(Map.entry(id(2), "One two three. Four"));
        assertThat(memory.breakOff(off)).isEmpty();
        memory.agent(id(2), id(5), "Seven.");
        memory.agent(id(7), id(7), "Never heard.");
        assertThat(lines()).containsExactly("assistant: One two three. Four\nTold by the owner.");
    }

    @Test
    void remembersTheNewestWithinBounds() {
        for (int i = 0; i < 50; i++) {
            memory.visitor(id(2 * i), "Question " + i + " " + "x".repeat(500));
            memory.agent(id(2 * i + 1), id(2 * i + 1), "Answer " + i);
            memory.context(id(i), "Fact " + i + " " + "y".repeat(500));
        }
        assertThat(String.join("", lines())).hasSizeLessThan(13_000).contains("Question 49")
                .doesNotContain("Question 5 ");
        assertThat(memory.messages("Be kind.").getFirst().content()).startsWith("Be kind.").contains("Fact 49")
                .doesNotContain("Fact 5 ").hasSizeLessThan(9_000);
    }

    @Test
    void whatAnotherNodeKeptComesFirst() {
        memory.agent(id(8), id(8), "Welcome.");
        memory.recall(List.of(new Line(id(1), "user", "Hi", Instant.EPOCH),
                new Line(id(2), "assistant", "Hello. Well?", Instant.EPOCH),
                new Line(id(8), "assistant", "Welcome.", Instant.EPOCH)));
        memory.agent(id(2), id(3), "Hello.");
        assertThat(lines()).containsExactly("user: Hi", "assistant: Hello. Well?\nWelcome.");
    }
}
