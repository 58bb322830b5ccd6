package dev.likeness.voice.outside;

import dev.likeness.voice.Manner;
import dev.likeness.voice.SpeechAwayException;
import dev.likeness.voice.SpeechEngine;
import dev.likeness.voice.SpeechException;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.sound.Loudness;
import dev.likeness.voice.text.Sentence;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The program espeak-ng, where it is installed: about a hundred languages. A process for each sentence, which is told
 * the text through its input, so that no text is ever an argument or seen by a shell.
 */
public final class EspeakEngine implements SpeechEngine {

    /** Words a minute that it speaks by itself. */
    private static final int WORDS = 175;
    /** Three minutes of what it says; a sentence is shorter. */
    private static final int MOST_BYTES = 180 * 2 * 22_050;
    private static final int MOST_LIST = 1 << 20;
    private static final Duration LIST_PATIENCE = Duration.ofSeconds(5);
    /** Languages that it knows by another code than most people. */
    private static final Map<String, String> CALLED = Map.of("zh", "cmn", "no", "nb", "tl", "fil", "iw", "he");

    private final String program;
    private final Duration patience;
    private @Nullable Map<String, String> languages;

    /**
     * @param program its name or path; empty where it is not wanted
     * @param patience for a sentence
     */
    public EspeakEngine(String program, Duration patience) {
        this.program = program;
        this.patience = patience;
    }

    @Override
    public String name() {
        return "espeak-ng";
    }

    @Override
    public boolean reads() {
        return true;
    }

    @Override
    public boolean speaks(Manner manner) {
        return language(manner) != null;
    }

    @Override
    public Utterance say(Sentence sentence, Manner manner) throws InterruptedException {
        String language = language(manner);
        if (language == null) {
            throw new SpeechException(manner.language() + " is not spoken by espeak-ng here");
        }
        if (language.equals("ja") && sentence.text().codePoints().anyMatch(EspeakEngine::chinese)) {
            // It would say "Chinese letter" in English for each.
            throw new SpeechException("espeak-ng reads Japanese in kana only, no kanji: " + sentence.text());
        }
        // M1 is its variant m1: timbres it has made up, which pitch and speed are put on.
        String voice = language + "+" + manner.voice().name().toLowerCase(Locale.ROOT);
        long words = Math.round(Math.clamp(WORDS * manner.tuning().rateRatio(), 80, 450));
        long pitch = Math.round(Math.clamp(50 * manner.tuning().pitchRatio(), 0, 99));
        byte[] wav = run(
                List.of(program, "-v", voice, "-s", Long.toString(words), "-p", Long.toString(pitch), "-b", "1",
                        "--stdin", "--stdout"),
                sentence.text(), MOST_BYTES, patience);
        float[] sound = Loudness.at(Loudness.SPEECH, WavSound.read(wav), Utterance.RATE);
        return new Utterance(sound, List.of(), sentence.text());
    }

    private static boolean chinese(int letter) {
        return Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN && letter != '々';
    }

    /** By its own name; null where it does not know it. */
    private @Nullable String language(Manner manner) {
        if (program.isBlank()) {
            return null;
        }
        String asked = manner.language().toLowerCase(Locale.ROOT);
        int region = asked.indexOf('-');
        String bare = region < 0 ? asked : asked.substring(0, region);
        Map<String, String> known = languages();
        String exact = known.get(asked);
        return exact != null ? exact : known.get(CALLED.getOrDefault(bare, bare));
    }

    /** Nothing where it is not installed, which is asked once; one that does not answer in time is asked again. */
    private synchronized Map<String, String> languages() {
        Map<String, String> known = languages;
        if (known == null) {
            try {
                known = list(run(List.of(program, "--voices"), "", MOST_LIST, LIST_PATIENCE));
            } catch (SpeechAwayException e) {
                if (!(e.getCause() instanceof IOException)) {
                    return Map.of();
                }
                known = Map.of();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SpeechAwayException("espeak-ng was not asked to the end", e);
            }
            languages = known;
        }
        return known;
    }

    private static Map<String, String> list(byte[] table) {
        Map<String, String> known = new LinkedHashMap<>();
        for (String line : new String(table, StandardCharsets.UTF_8).lines().skip(1).toList()) {
            String[] columns = line.strip().split("\\s+");
            if (columns.length > 1 && columns[1].matches("[a-zA-Z0-9-]{2,20}")) {
                String language = columns[1].toLowerCase(Locale.ROOT);
                known.putIfAbsent(language, columns[1]);
                known.putIfAbsent(language.replaceFirst("-.*", ""), columns[1]);
            }
        }
        return Map.copyOf(known);
    }

    private static byte[] run(List<String> command, String text, int most, Duration patience)
            throws InterruptedException {
        Process process;
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            builder.environment().put("LC_ALL", "C.UTF-8");
            process = builder.start();
        } catch (IOException e) {
            throw new SpeechAwayException("espeak-ng does not start", e);
        }
        try {
            FutureTask<byte[]> reading = new FutureTask<>(() -> process.getInputStream().readNBytes(most + 1));
            Thread.ofVirtual().start(reading);
            Thread.ofVirtual().start(() -> tell(process, text));
            byte[] bytes = reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (bytes.length > most || !process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                    || process.exitValue() != 0) {
                throw new SpeechAwayException("espeak-ng did not say that");
            }
            return bytes;
        } catch (ExecutionException | TimeoutException e) {
            throw new SpeechAwayException("espeak-ng did not answer in time", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** A process that ends before it has read everything says so by its answer. */
    private static void tell(Process process, String text) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // Above.
        }
    }
}
