package dev.likeness.web;

import java.util.Set;

/** Tells whose secret was presented. Implemented by account. */
public interface CallerResolver {

    /** The caller, when the secret is alive; {@code UNAUTHORIZED} "Invalid API secret" when it is not (CONTRACT 1.1). */
    Caller authenticate(String secret);

    /** The account a secret was issued to, dead or alive; {@code UNAUTHORIZED} when it was never issued. */
    KnownSecret identify(String secret);

    /** Those whose secret is still alive, in one question: for requests that last. */
    Set<Caller> alive(Set<Caller> callers);

    /** Notes that a secret which was only identified is in use. Cheap, and beside the request. */
    void used(KnownSecret secret);
}
