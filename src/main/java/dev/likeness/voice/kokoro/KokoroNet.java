package dev.likeness.voice.kokoro;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.likeness.voice.onnx.OnnxNet;
import dev.likeness.voice.sound.Melody;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** From symbols and a style to sound, its melody, and how long each symbol takes. */
final class KokoroNet {

    /** The most that make a sentence come sooner; each more takes a place from somebody else who speaks. */
    private static final int THREADS = 2;

    private final OnnxNet net;

    KokoroNet(Path file) {
        this.net = new OnnxNet(file, Math.min(THREADS, Runtime.getRuntime().availableProcessors()));
    }

    /**
     * What the net says of some symbols.
     *
     * @param natural frames of each symbol at speed 1, not rounded
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Said(float[] sound, float[] natural, Melody melody) {

        /** Whole frames of each symbol at a speed: at the one that was asked for they are as long as the sound. */
        double[] frames(double speed) {
            double[] frames = new double[natural.length];
            for (int i = 0; i < frames.length; i++) {
                frames[i] = Math.max(1, Math.rint(natural[i] / (float) speed));
            }
            return frames;
        }

    }

    Said say(long[] symbols, float[] style, double speed) {
        return net.ask(Map.of("tokens", OnnxNet.longs(symbols, 1, symbols.length), "style",
                OnnxNet.floats(style, 1, style.length), "speed", OnnxNet.floats(new float[]{(float) speed}, 1)),
                result -> new Said(floats(result, 0), floats(result, 1), new Melody(floats(result, 2))));
    }

    private static float[] floats(OrtSession.Result result, int output) throws OrtException {
        FloatBuffer buffer = ((OnnxTensor) result.get(output)).getFloatBuffer();
        float[] floats = new float[buffer.remaining()];
        buffer.get(floats);
        return floats;
    }
}
