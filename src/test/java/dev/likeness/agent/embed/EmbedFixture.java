package dev.likeness.agent.embed;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The settings of a sandbox without Spring, for tests of agents. */
public final class EmbedFixture {

    private EmbedFixture() {
    }

    public static EmbedSettings settings(JdbcClient jdbc) {
        return new EmbedSettings(jdbc, true);
    }
}
