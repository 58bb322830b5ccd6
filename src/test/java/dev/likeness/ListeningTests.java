package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.ModelServer.Asked;
import dev.likeness.voice.Manner;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.Voice;
import dev.likeness.voice.VoiceProfile.Tuning;
import dev.likeness.voice.hibari.HibariEngine;
import dev.likeness.voice.sound.Resampler;
import dev.likeness.voice.speak.Speaker;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Visitors who speak, with a voice of this server's own; somebody writes down what they say. */
class ListeningTests extends WithVisitor {

    private static final ModelServer MODEL = new ModelServer();
    private static final int RATE = 16_000;
    /** Bytes of a tenth of a second. */
    private static final int PIECE = RATE / 10 * 2;

    @Autowired
    private HibariEngine voice;

    @DynamicPropertySource
    static void model(DynamicPropertyRegistry settings) {
        settings.add("likeness.conversation.chat.url", () -> MODEL.url() + "/");
        settings.add("likeness.conversation.transcription.url", () -> MODEL.url() + "/audio/transcriptions");
        settings.add("likeness.conversation.transcription.api-key", () -> "sk-ears");
        settings.add("likeness.conversation.transcription.model", () -> "writer");
    }

    @AfterAll
    static void stop() {
        MODEL.close();
    }

    @Override
    ModelServer model() {
        return MODEL;
    }

    @Override
    String query() {
        return "";
    }

    @Test
    void whatIsSpokenIsCutIntoTurnsAndAnswered() throws Exception {
        assertThat(visitor.hello.get("listens").asBoolean()).isTrue();
        byte[] first = spoken("Good morning, what is your name?");
        byte[] second = spoken("And how is the weather today?");
        send(silence(.5));
        send(first);
        send(silence(1));
        Asked asked = MODEL.sound();
        String form = new String(asked.body, StandardCharsets.ISO_8859_1);
        assertThat(form).contains("name=\"model\"\r\n\r\nwriter\r\n").contains("filename=\"turn.wav\"");
        assertThat(asked.header("Authorization")).isEqualTo("Bearer sk-ears");
        assertThat(asked.header("X-LiveKit-Room-ID")).isEqualTo(visitor.room());
        // Something of the silence before it, and the silence that ended it.
        assertThat(seconds(form)).isBetween(seconds(first) - .3, seconds(first) + 1.2);
        asked.answer(200, "application/json", "{\"text\": \" Good morning, what is your name? \"}");
        JsonNode turn = visitor.message("turn");
        assertThat(turn.get("role").asString()).isEqualTo("user");
        assertThat(turn.get("text").asString()).isEqualTo("Good morning, what is your name?");
        assertThat(MODEL.chat().messages()).endsWith("user: Good morning, what is your name?\n");

        send(second);
        send(silence(1));
        MODEL.sound().answer(200, "application/json", "{\"text\": \"And how is the weather today?\"}");
        assertThat(visitor.message("turn").get("text").asString()).isEqualTo("And how is the weather today?");
        assertThat(MODEL.chat().messages()).endsWith("your name?\nAnd how is the weather today?\n");
    }

    @Test
    void whoSpeaksIntoASpeechIsListenedTo() throws Exception {
        assertThat(shop.client.post("/v1/agent/" + code + "/speak",
                "{\"message\": \"This is a long story that nobody wants to hear to its very end, believe me.\"}")
                .status())
                .isEqualTo(200);
        visitor.sentence();
        send(silence(.2));
        send(spoken("Excuse me, may I ask you something?"));
        assertThat(visitor.message("clear").get("said").size()).isEqualTo(1);
    }

    @Test
    void silenceAndNoiseAreNoTurns() throws Exception {
        byte[] noise = silence(2);
        for (int i = 0; i < noise.length; i += 2) {
            noise[i] = (byte) (i * 7919 >> 3);
        }
        send(noise);
        send(silence(1));
        send(spoken("Here I am."));
        send(silence(1));
        assertThat(seconds(new String(MODEL.sound().body, StandardCharsets.ISO_8859_1))).isLessThan(2.8);
    }

    @Test
    void whereNobodyUnderstandsTheVisitorIsToldAndMayWrite() throws Exception {
        send(spoken("Can you hear me at all?"));
        send(silence(1));
        MODEL.sound().answer(503, "text/plain", "busy");
        assertThat(visitor.message("notice").get("text").asString()).contains("You can still write");
        visitor.say("line-1", "Hello");
        assertThat(MODEL.chat().messages()).endsWith("user: Hello\n");
    }

    @Test
    void whatComesFasterThanOneSpeaksIsLostAndSaidOnce() {
        byte[] minute = silence(60);
        for (int from = 0; from < minute.length; from += 30_000) {
            visitor.send(Arrays.copyOfRange(minute, from, Math.min(minute.length, from + 30_000)));
        }
        assertThat(visitor.message("notice").get("text").asString()).contains("lost");
        visitor.heardNothing();
    }

    @Test
    void halfASampleClosesTheLine() {
        visitor.send(new byte[641]);
        assertThat(visitor.closed.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(1003);
    }

    private byte[] spoken(String text) throws InterruptedException {
        float[] sound = Resampler.of(new Speaker(List.of(voice))
                .speak(text, new Manner(Voice.F1, Tuning.NONE, "en")).rest().sound(), Utterance.RATE, RATE);
        ByteBuffer samples = ByteBuffer.allocate(sound.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : sound) {
            samples.putShort((short) Math.round(Math.clamp(sample, -1f, 1f) * Short.MAX_VALUE));
        }
        return samples.array();
    }

    private static byte[] silence(double seconds) {
        return new byte[(int) (seconds * RATE) * 2];
    }

    private void send(byte[] sound) {
        for (int from = 0; from < sound.length; from += PIECE) {
            visitor.send(Arrays.copyOfRange(sound, from, Math.min(sound.length, from + PIECE)));
        }
    }

    private static double seconds(byte[] sound) {
        return sound.length / 2.0 / RATE;
    }

    /** Of the file in a form. */
    private static double seconds(String form) throws Exception {
        byte[] file = form.substring(form.indexOf("RIFF"), form.lastIndexOf("\r\n--", form.length() - 6))
                .getBytes(StandardCharsets.ISO_8859_1);
        AudioInputStream wav = AudioSystem.getAudioInputStream(new ByteArrayInputStream(file));
        assertThat(wav.getFormat().getSampleRate()).isEqualTo(RATE);
        return (double) wav.getFrameLength() / RATE;
    }
}
