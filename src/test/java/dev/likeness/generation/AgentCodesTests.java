package dev.likeness.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AgentCodesTests {

    private static final UUID ACCOUNT = UUID.fromString("00000000-0000-0000-0000-000000000007");

    private final Set<String> given = new HashSet<>();

    @Test
    void aKeyLeadsToTheNextOfItsCodesHoweverOftenItWasUsed() {
        for (int round = 0; round < 1_000; round++) {
            AtomicInteger looks = new AtomicInteger();
            String code = AgentCodes.next(ACCOUNT, "daily", wanted -> {
                looks.incrementAndGet();
                return given.contains(wanted);
            });
            assertThat(code).isEqualTo(AgentCodes.derived(ACCOUNT, "daily", round));
            assertThat(looks.get()).isLessThan(22);
            given.add(code);
        }
    }

    @Test
    void accountsAndKeysLeadToOthers() {
        assertThat(AgentCodes.derived(ACCOUNT, "a", 0)).isNotEqualTo(AgentCodes.derived(ACCOUNT, "b", 0))
                .isNotEqualTo(AgentCodes.derived(new UUID(0, 8), "a", 0));
    }

    @Test
    void withoutAKeyTheyAreRandom() {
        given.add(AgentCodes.next(ACCOUNT, null, given::contains));
        assertThat(given).doesNotContain(AgentCodes.next(ACCOUNT, null, given::contains));
    }
}
