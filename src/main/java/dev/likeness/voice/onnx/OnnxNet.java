package dev.likeness.voice.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.likeness.common.Once;
import java.io.ByteArrayOutputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A net of ONNX, read when it is first asked; on one thread each time unless told otherwise, since several ask at once.
 * Threads may share it.
 */
public final class OnnxNet {

    private final Opening opening;
    private final int threads;
    private final Once<OrtSession> session;

    /** @param model the bytes of the net; asked once, when they are needed */
    public OnnxNet(Supplier<byte[]> model) {
        this((environment, options) -> environment.createSession(model.get(), options), 1);
    }

    /**
     * A net too large to be held twice.
     *
     * @param threads that work on one question
     */
    public OnnxNet(Path file, int threads) {
        this((environment, options) -> environment.createSession(file.toString(), options), threads);
    }

    private OnnxNet(Opening opening, int threads) {
        this.opening = opening;
        this.threads = threads;
        this.session = new Once<>(this::read);
    }

    @FunctionalInterface
    private interface Opening {
        OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options) throws OrtException;
    }

    /**
     * Asks the net; every input is closed with the answer.
     *
     * @param inputs by name
     * @param reader takes what it needs out of the answer, which is gone afterwards
     */
    public <T> T ask(Map<String, OnnxTensor> inputs, Reader<T> reader) {
        try (OrtSession.Result result = session.get().run(inputs)) {
            return reader.read(result);
        } catch (OrtException e) {
            throw new IllegalStateException("a net could not be asked", e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    /** Takes numbers out of an answer. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(OrtSession.Result result) throws OrtException;
    }

    public static OnnxTensor longs(long[] values, long... shape) {
        try {
            return OnnxTensor.createTensor(OnnxLibrary.environment(), LongBuffer.wrap(values), shape);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    public static OnnxTensor floats(float[] values, long... shape) {
        try {
            return OnnxTensor.createTensor(OnnxLibrary.environment(), FloatBuffer.wrap(values), shape);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A model that tells one of its inner values as an output, too: a second {@code graph} field of a serialized model is
     * merged into the first.
     *
     * @param type of its elements: 1 for float, 7 for long
     */
    public static byte[] telling(byte[] model, String name, int type) {
        byte[] letters = name.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        field(value, 1, letters);
        field(value, 2, new byte[]{0x0a, 2, 0x08, (byte) type});
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        field(graph, 12, value.toByteArray());
        ByteArrayOutputStream out = new ByteArrayOutputStream(model.length + 64);
        out.writeBytes(model);
        field(out, 7, graph.toByteArray());
        return out.toByteArray();
    }

    /** One field with a length, which is under 128 for all that is added here. */
    private static void field(ByteArrayOutputStream out, int number, byte[] bytes) {
        if (bytes.length > 127) {
            throw new IllegalArgumentException("too long: " + bytes.length);
        }
        out.write(number << 3 | 2);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }

    private OrtSession read() {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            // A thread that waits for its part would else take a processor from the others.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.setInterOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            // The allocator that keeps what it once had would keep the longest sentence's memory for ever.
            options.setCPUArenaAllocator(false);
            return opening.open(OnnxLibrary.environment(), options);
        } catch (OrtException e) {
            throw new IllegalStateException("a net could not be read", e);
        }
    }
}
