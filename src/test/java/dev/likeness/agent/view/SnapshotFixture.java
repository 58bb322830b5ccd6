package dev.likeness.agent.view;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Snapshots without Spring, for tests of those who show them. */
public final class SnapshotFixture {

    private SnapshotFixture() {
    }

    public static AgentSnapshots snapshots(JdbcClient jdbc) {
        return new AgentSnapshots(jdbc);
    }
}
