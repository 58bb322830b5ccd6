package dev.likeness.generation.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import dev.likeness.avatar.film.IdentityVideos;
import dev.likeness.avatar.portrait.Portraits;
import dev.likeness.common.Unavailable;
import java.nio.file.Path;

/** Engines for tests that build nothing. */
public final class Engines {

    private Engines() {
    }

    public static Engine working() {
        return new Engine(mock(Portraits.class), mock(IdentityVideos.class), Path.of("target"));
    }

    /** One whose libraries could not be loaded. */
    public static Engine broken() {
        Portraits portraits = mock(Portraits.class);
        doThrow(new UnsatisfiedLinkError("failed to map segment")).when(portraits).load();
        Engine engine = new Engine(portraits, mock(IdentityVideos.class), Path.of("target"));
        assertThatThrownBy(engine::load).isInstanceOf(Unavailable.class);
        return engine;
    }
}
