package dev.likeness.voice.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.likeness.voice.Manner;
import dev.likeness.voice.SpeechAwayException;
import dev.likeness.voice.SpeechException;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.Voice;
import dev.likeness.voice.VoiceProfile.Tuning;
import dev.likeness.voice.text.Sentence;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines outside the server, each with something that stands in for it. */
class OutsideEnginesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private static Manner manner(String language) {
        return new Manner(Voice.F2, new Tuning(1.2, 2, 0), language);
    }

    private static Sentence sentence(String text) {
        return new Sentence(text, List.of(), 0);
    }

    /** A tone of a second. */
    private static byte[] wav(int rate) {
        ByteBuffer bytes = ByteBuffer.allocate(44 + 2 * rate).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes()).putInt(-1).put("WAVEfmt ".getBytes()).putInt(16).putShort((short) 1)
                .putShort((short) 1).putInt(rate).putInt(2 * rate).putShort((short) 2).putShort((short) 16)
                .put("data".getBytes()).putInt(-1);
        for (int i = 0; i < rate; i++) {
            bytes.putShort((short) (8000 * Math.sin(2 * Math.PI * 440 * i / rate)));
        }
        return bytes.array();
    }

    /** Turns of the sign in a second of it. */
    private static long crossings(float[] sound) {
        long count = 0;
        for (int i = 1; i < sound.length; i++) {
            count += sound[i - 1] < 0 && sound[i] >= 0 ? 1 : 0;
        }
        return count;
    }

    private EspeakEngine espeak(String says, Duration patience) throws IOException {
        Path wav = Files.write(folder.resolve("said.wav"), wav(22_050));
        Path program = Files.writeString(folder.resolve("espeak-ng"), """
                #!/bin/sh
                if [ "$1" = --voices ]; then
                  echo 'Pty Language       Age/Gender VoiceName          File                 Other Languages'
                  echo ' 5  de              --/M      German             gmw/de'
                  echo ' 5  pt-br           --/M      Portuguese_(Brazil) roa/pt-BR            (pt 6)'
                  echo ' 5  ja              --/M      Japanese           jpx/ja'
                  echo ' 5  cmn             --/M      Chinese_(Mandarin)  sit/cmn'
                  exit 0
                fi
                echo "$@" > '%s/arguments'
                /bin/cat > '%s/text'
                %s
                """.formatted(folder, folder, says.formatted(wav)));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        EspeakEngine engine = new EspeakEngine(program.toString(), patience);
        // It asks once for what is spoken, and again where the answer does not come in time.
        await().atMost(Duration.ofMinutes(1)).until(() -> engine.speaks(manner("de")));
        return engine;
    }

    @Test
    void espeakIsToldTheTextByItsInput() throws Exception {
        EspeakEngine engine = espeak("/bin/cat '%s'", PATIENCE);
        Utterance said = engine.say(sentence("--voices; $(rm x) größer"), manner("de-AT"));
        assertThat(Files.readString(folder.resolve("text"))).isEqualTo("--voices; $(rm x) größer");
        assertThat(Files.readString(folder.resolve("arguments")).strip())
                .isEqualTo("-v de+f2 -s 350 -p 60 -b 1 --stdin --stdout");
        assertThat(said.sound()).hasSize(24_000);
        assertThat(crossings(said.sound())).isBetween(438L, 441L);
        assertThat(said.phones()).isEmpty();
    }

    @Test
    void kanjiAreRefusedInsteadOfSpelledInEnglish() throws Exception {
        EspeakEngine engine = espeak("/bin/cat '%s'", PATIENCE);
        assertThat(engine.say(sentence("とうきょう、カメラ。"), manner("ja")).sound()).isNotEmpty();
        assertThatThrownBy(() -> engine.say(sentence("東京です。"), manner("ja"))).isInstanceOf(SpeechException.class)
                .hasMessageContaining("kana");
        assertThat(engine.say(sentence("东京"), manner("zh")).sound()).isNotEmpty();
    }

    @Test
    void espeakSpeaksWhatItListsAndNothingWhereItIsNot() throws Exception {
        EspeakEngine engine = espeak("exit 1", PATIENCE);
        assertThat(List.of("de", "pt", "pt-BR", "zh", "zh-TW")).allMatch(one -> engine.speaks(manner(one)));
        assertThat(List.of("en", "xx")).noneMatch(one -> engine.speaks(manner(one)));
        assertThatThrownBy(() -> engine.say(sentence("a"), manner("xx"))).isInstanceOf(SpeechException.class);
        assertThatThrownBy(() -> engine.say(sentence("a"), manner("de"))).isInstanceOf(SpeechAwayException.class);
        assertThat(new EspeakEngine(folder.resolve("none").toString(), PATIENCE).speaks(manner("de"))).isFalse();
        assertThat(new EspeakEngine("", PATIENCE).speaks(manner("de"))).isFalse();
    }

    @Test
    void espeakIsNotWaitedForForever() throws Exception {
        EspeakEngine engine = espeak("while :; do :; done", Duration.ofSeconds(2));
        assertThat(engine.speaks(manner("de"))).isTrue();
        assertThatThrownBy(() -> engine.say(sentence("a"), manner("de"))).isInstanceOf(SpeechAwayException.class)
                .hasMessageContaining("in time");
    }

    @Test
    void aRemoteServerIsAskedAsOpenAiIs() throws Exception {
        AtomicReference<String> asked = new AtomicReference<>("");
        AtomicReference<byte[]> answer = new AtomicReference<>(wav(48_000));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/audio/speech", exchange -> {
            asked.set(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = answer.get();
            exchange.sendResponseHeaders(bytes.length == 0 ? 500 : 200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try (RemoteEngine engine = new RemoteEngine(
                new RemoteEngine.Server("http://127.0.0.1:" + server.getAddress().getPort() + "/v1", "key", "tts-1",
                        List.of("fr"), Map.of(Voice.F2, "claire")),
                PATIENCE)) {
            assertThat(engine.speaks(manner("fr-CA"))).isTrue();
            assertThat(engine.speaks(manner("en"))).isFalse();
            Utterance said = engine.say(sentence("Ça \"va\""), manner("fr"));
            assertThat(asked.get()).isEqualTo("Bearer key {\"model\":\"tts-1\",\"input\":\"Ça \\\"va\\\"\","
                    + "\"voice\":\"claire\",\"response_format\":\"wav\",\"speed\":2.0}");
            assertThat(said.sound()).hasSize(24_000);
            assertThat(crossings(said.sound())).isBetween(438L, 441L);
            answer.set("RIFF....WAVEfmt ".getBytes());
            assertThatThrownBy(() -> engine.say(sentence("a"), manner("fr"))).isInstanceOf(SpeechAwayException.class);
            answer.set(new byte[0]);
            assertThatThrownBy(() -> engine.say(sentence("a"), manner("fr"))).isInstanceOf(SpeechAwayException.class)
                    .hasMessageContaining("500");
        } finally {
            server.stop(0);
        }
    }
}
