package dev.likeness.web;

/** The kinds of caller there are. One that no {@link Doorkeeper} knows yet is let in nowhere. */
public enum CallerKind {

    /** An account, by one of its secrets (CONTRACT 1.1). */
    ACCOUNT_SECRET,
    /** An organization, paid for by its owner's account (CONTRACT 2.5). */
    ORGANIZATION_KEY,
    /** A room's agent, for one avatar in one room (CONTRACT 4.3). */
    SCOPED_TOKEN,
    /** A visitor, for one avatar's session (CONTRACT 4.5). */
    EMBED_TOKEN,
    /** Somebody who has signed in to the console. */
    CONSOLE_SESSION,
    /** An engine outside the server. */
    WORKER,
    /** Whoever runs the installation. */
    OPERATOR
}
