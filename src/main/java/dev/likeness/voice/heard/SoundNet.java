package dev.likeness.voice.heard;

import ai.onnxruntime.OnnxTensor;
import dev.likeness.common.Once;
import dev.likeness.common.file.ShippedFile;
import dev.likeness.voice.onnx.OnnxNet;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * hama, a net that writes a sound of speech in the International Phonetic Alphabet, fifty times a second mostly a blank.
 * It weighs all it hears together, so a window under two seconds is heard badly. Threads may share it.
 */
final class SoundNet {

    static final int RATE = 16_000;
    /** Seconds between two answers. */
    static final double STEP = .02;
    /** What the net hears, it says that much later, seconds. */
    static final double LATE = .04;

    private static final String BLANK = "<blank>";

    private final OnnxNet net = new OnnxNet(
            new ShippedFile("hama.onnx", "a884b5ac55f8bbc00673e8cf6d2dd601aa76e5031dd85cf3de2f25b5987cd59a")::bytes);
    private final Once<List<String>> symbols = new Once<>(SoundNet::symbols);

    /**
     * A sound that was heard.
     *
     * @param symbol as the net writes it
     * @param at seconds from the beginning of the window
     */
    record Peak(String symbol, double at) {

        Peak later(double seconds) {
            return new Peak(symbol, at + seconds);
        }
    }

    /** @param blankBias what is added to the logarithm of the blank's probability */
    List<Peak> hear(float[] sound, double blankBias) {
        if (sound.length < RATE / 10) {
            return List.of();
        }
        List<String> names = symbols.get();
        return net.ask(Map.of("waveform", OnnxNet.floats(sound, 1, sound.length), "waveform_lengths",
                OnnxNet.longs(new long[]{sound.length}, 1)), result -> {
                    OnnxTensor answer = (OnnxTensor) result.get(0);
                    long[] shape = answer.getInfo().getShape();
                    return peaks(answer.getFloatBuffer(), (int) shape[1], (int) shape[2], names, (float) blankBias);
                });
    }

    private static List<Peak> peaks(FloatBuffer rows, int count, int width, List<String> names, float blankBias) {
        int blank = names.indexOf(BLANK);
        List<Peak> peaks = new ArrayList<>();
        int last = blank;
        for (int row = 0; row < count; row++) {
            int best = blank;
            float most = rows.get(row * width + blank) + blankBias;
            for (int i = 0; i < width; i++) {
                float value = rows.get(row * width + i);
                if (i != blank && value > most) {
                    most = value;
                    best = i;
                }
            }
            if (best != last && best != blank) {
                peaks.add(new Peak(names.get(best), Math.max(0, row * STEP - LATE)));
            }
            last = best;
        }
        return peaks;
    }

    private static List<String> symbols() {
        byte[] bytes = new ShippedFile("hama_symbols.txt",
                "df5403c8d6687eba9c2a1cea81b945498523c6ad90069868d316ec440f24690f").bytes();
        return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
}
