package dev.likeness.agent.view;

import java.util.UUID;
import org.springframework.modulith.NamedInterface;

/** Knows the providers an account has stored. Implemented by the package that owns them. */
@NamedInterface("providers")
public interface ProviderChoices {

    boolean exists(UUID account, String providerId);
}
