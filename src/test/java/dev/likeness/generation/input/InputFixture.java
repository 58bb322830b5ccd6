package dev.likeness.generation.input;

import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.likeness.TestDatabase;
import dev.likeness.avatar.portrait.Portraits;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.SignedUrls;
import dev.likeness.web.egress.EgressClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.springframework.util.unit.DataSize;

/** Inputs of an installation that no URL leads to. */
public final class InputFixture {

    public static final InputProperties PROPERTIES = properties(Duration.ofMinutes(1));

    private InputFixture() {
    }

    static InputProperties properties(Duration patience) {
        return new InputProperties(DataSize.ofMegabytes(10), DataSize.ofMegabytes(50), patience);
    }

    public static Inputs inputs(ObjectStore store) {
        SignedUrls urls = mock(SignedUrls.class);
        when(urls.keyOf(anyString())).thenReturn(Optional.empty());
        return new Inputs(store, mock(EgressClient.class), urls, PROPERTIES);
    }

    /** For tests on a database. */
    public static SubjectGate gate(Portraits portraits, Inputs inputs) {
        SubjectGate gate = new SubjectGate(portraits, inputs, new WorkFolders(Path.of("target/gate")), PROPERTIES);
        TestDatabase.stopAfterwards(gate::destroy);
        return gate;
    }
}
