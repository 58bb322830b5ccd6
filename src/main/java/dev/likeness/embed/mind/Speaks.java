package dev.likeness.embed.mind;

import dev.likeness.agent.Agent;

/** A visitor with a microphone, as far as a listener knows them. Called by any thread. */
public interface Speaks {

    Agent agent();

    String roomId();

    /** Whether they hear the agent speak just now. */
    boolean hearsSpeech();

    /** They speak into what they hear. */
    void bargedIn();

    void said(String text);

    /** To them alone. */
    void notice(String text);
}
