package dev.likeness.voice.hibari;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.likeness.common.file.ShippedFile;
import dev.likeness.voice.onnx.OnnxNet;
import java.nio.FloatBuffer;
import java.util.Map;

/** From symbols to the features of a voice, and how many frames of 25 ms each symbol takes. */
final class HibariNet {

    private static final ShippedFile FILE = new ShippedFile("hibari/hibari.onnx",
            "5f70741d4e900f4e85d0037498736cc1b3e1b9a63a13546a5da1e63abf4fccd8");
    /** What it knows of durations, and does not tell by itself. */
    private static final String DURATIONS = "/Cast_32_output_0";
    private static final int LONGS = 7;

    private final OnnxNet net = new OnnxNet(() -> OnnxNet.telling(FILE.bytes(), DURATIONS, LONGS));

    /** What the net says of some symbols. */
    @SuppressWarnings("ArrayRecordComponent")
    record Said(Features features, long[] durations) {
    }

    Said say(long[] symbols, double speed) {
        return net.ask(Map.of("ids", OnnxNet.longs(symbols, 1, symbols.length), "speed",
                OnnxNet.floats(new float[]{(float) speed}, 1)), result -> {
                    long[] durations = new long[symbols.length];
                    tensor(result, 6).getLongBuffer().get(durations);
                    return new Said(new Features(floats(result, 0), floats(result, 1), floats(result, 2),
                            floats(result, 3), floats(result, 4), floats(result, 5)), durations);
                });
    }

    private static float[] floats(OrtSession.Result result, int output) throws OrtException {
        FloatBuffer buffer = tensor(result, output).getFloatBuffer();
        float[] floats = new float[buffer.remaining()];
        buffer.get(floats);
        return floats;
    }

    private static OnnxTensor tensor(OrtSession.Result result, int output) {
        return (OnnxTensor) result.get(output);
    }
}
