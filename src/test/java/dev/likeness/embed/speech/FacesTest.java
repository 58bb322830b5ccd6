package dev.likeness.embed.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.likeness.agent.Agent;
import dev.likeness.agent.Artifact;
import dev.likeness.generation.AgentStudio;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.StoreUnavailableException;
import dev.likeness.voice.Voice;
import dev.likeness.voice.VoiceProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class FacesTest {

    private static final Artifact FILE = new Artifact("essence-1", "accounts/a/b.imx", "b.imx", "x", "ab", 9);

    @Test
    void whatCannotBeReadNowIsReadAgainAndWhatIsNoFaceIsNot() {
        AgentStudio studio = mock(AgentStudio.class);
        when(studio.voice(any())).thenReturn(VoiceProfile.unheard(Voice.F4));
        ObjectStore store = mock(ObjectStore.class);
        when(store.open(anyString(), anyLong(), anyLong()))
                .thenThrow(new StoreUnavailableException("The store is away", new IOException("refused")))
                .thenReturn(reset()).thenReturn(new ByteArrayInputStream("no avatar".getBytes()));
        Faces faces = new Faces(studio, store);
        Agent agent = mock(Agent.class);
        for (int i = 1; i <= 3; i++) {
            assertThat(faces.of(agent, FILE).cells()).isNull();
            verify(store, times(i)).open(anyString(), anyLong(), anyLong());
        }
        assertThat(faces.of(agent, FILE)).isSameAs(faces.of(agent, FILE));
        verify(store, times(3)).open(anyString(), anyLong(), anyLong());
    }

    private static InputStream reset() {
        return new InputStream() {

            @Override
            public int read() throws IOException {
                throw new IOException("Connection reset");
            }
        };
    }
}
