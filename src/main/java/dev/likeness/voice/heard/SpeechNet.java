package dev.likeness.voice.heard;

import ai.onnxruntime.OnnxTensor;
import dev.likeness.common.file.ShippedFile;
import dev.likeness.voice.onnx.OnnxNet;
import java.nio.FloatBuffer;
import java.util.Map;

/** silero, a net that says whether somebody speaks, 31 times a second. Threads may share it; each listening has its own {@link Ear}. */
final class SpeechNet {

    /** Samples between two answers. */
    static final int HOP = 512;
    private static final int CONTEXT = 64;
    private static final int STATE = 256;

    private final OnnxNet net = new OnnxNet(
            new ShippedFile("silero_vad.onnx",
                    "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3")::bytes);

    Ear ear() {
        return new Ear();
    }

    /** How probably speech each piece of {@link #HOP} samples is; the last one is filled up with silence. */
    float[] listen(float[] sound) {
        Ear ear = ear();
        float[] speech = new float[(sound.length + HOP - 1) / HOP];
        for (int i = 0; i < speech.length; i++) {
            speech[i] = ear.next(sound, i * HOP);
        }
        return speech;
    }

    /** Listens to one sound from its beginning, piece by piece. */
    final class Ear {

        private final float[] window = new float[CONTEXT + HOP];
        private float[] state = new float[STATE];

        /** @param from where the piece begins that follows the last one */
        float next(float[] sound, int from) {
            System.arraycopy(window, HOP, window, 0, CONTEXT);
            for (int i = 0; i < HOP; i++) {
                window[CONTEXT + i] = from + i < sound.length ? sound[from + i] : 0;
            }
            return net.ask(Map.of("input", OnnxNet.floats(window, 1, window.length), "state",
                    OnnxNet.floats(state, 2, 1, STATE / 2), "sr", OnnxNet.longs(new long[]{SoundNet.RATE})), result -> {
                        float[] after = new float[STATE];
                        ((OnnxTensor) result.get(1)).getFloatBuffer().get(after);
                        state = after;
                        FloatBuffer probability = ((OnnxTensor) result.get(0)).getFloatBuffer();
                        return probability.get(0);
                    });
        }
    }
}
