package dev.likeness.agent;

import java.util.UUID;

/** Knows the providers an account has stored. Implemented by the package that owns them. */
public interface ProviderChoices {

    boolean exists(UUID account, String providerId);
}
