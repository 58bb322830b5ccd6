package dev.likeness.generation.engine;

import static org.mockito.Mockito.mock;

import dev.likeness.avatar.film.IdentityVideos;
import dev.likeness.avatar.portrait.Portraits;
import java.nio.file.Path;

/** Engines for tests that build nothing. */
public final class Engines {

    private Engines() {
    }

    public static Engine working() {
        return new Engine(mock(Portraits.class), mock(IdentityVideos.class), Path.of("target"));
    }
}
