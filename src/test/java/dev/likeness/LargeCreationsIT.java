package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.voice.SpeechSynth;
import dev.likeness.voice.Voice;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight creations at once, each with a picture and a voice sample as large as they may be, in a server of 256 MB: what is
 * sent, as base64 or as parts of a form, goes to the disk while it arrives. Heartbeats go on meanwhile. Prints what the process took of memory.
 */
@Tag("long")
class LargeCreationsIT {

    private static final int CREATIONS = 8;
    private static final int PICTURE = 10 << 20;
    private static final int SAMPLE = 50 << 20;
    private static final int LONGEST_COMMENT = 65_533;
    private static final String BEAT = "{\"fingerprint\": \"0123456789abcdef0123456789abcdef\"}";

    @TempDir
    private Path folder;

    @Test
    void eightOfTheLargestAtOnceFitIntoASmallHeapWhileHeartbeatsGoOn() throws Exception {
        byte[] picture = picture();
        byte[] sample = sample();
        Path body = body(picture, sample);
        Path form = form(picture, sample);
        Path collections = folder.resolve("gc.log");
        // Nothing is built, so that what was kept for the builds can be looked at.
        Map<String, String> settings = Map.of("LIKENESS_GENERATION_SHOWCASE", "false", "LIKENESS_JOB_WORKERS", "-1",
                "JAVA_TOOL_OPTIONS", "-Xmx256m -XX:+ExitOnOutOfMemoryError -Xlog:gc:file=" + collections);
        try (ServerProcess server = new ServerProcess(folder, settings)) {
            server.start();
            Client client = Client.ofNewAccount(server.origin(), "business", 10_000);
            List<Integer> beats = Collections.synchronizedList(new ArrayList<>());
            List<Client.Answer> answers;
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                CompletableFuture<Void> over = new CompletableFuture<>();
                var heart = threads.submit(() -> {
                    while (!over.isDone()) {
                        beats.add(client.post("/v1/runtime-tokens/request", BEAT).status());
                    }
                });
                try {
                    List<Callable<Client.Answer>> creations = new ArrayList<>();
                    for (int i = 0; i < CREATIONS / 2; i++) {
                        creations.add(() -> client.postFile("/v1/agent/generate", "application/json", body));
                        creations.add(() -> client.postFile("/v1/agent/generate", "multipart/form-data; boundary=b",
                                form));
                    }
                    answers = AtOnce.run(creations);
                } finally {
                    over.complete(null);
                }
                heart.get();
            }
            System.out.println(CREATIONS + " large creations: " + server.peakMemory() + ", heap at most "
                    + fullest(collections) + ", " + beats.size() + " heartbeats meanwhile");
            assertThat(answers).extracting(Client.Answer::status).as(server.log()).containsOnly(200);
            assertThat(beats).isNotEmpty().containsOnly(200);
            assertThat(kept(server, PICTURE)).hasSize(CREATIONS).containsOnly(sha256(picture));
            assertThat(kept(server, SAMPLE)).hasSize(CREATIONS).containsOnly(sha256(sample));
            assertThat(client.get("/v1/me").body().at("/data/credit_balance").asInt())
                    .isEqualTo(10_000 - CREATIONS * 250 - 1);
        }
    }

    private Path body(byte[] picture, byte[] sample) throws IOException {
        Path body = folder.resolve("body.json");
        try (OutputStream out = Files.newOutputStream(body)) {
            out.write("{\"model\": \"essence-1\", \"image\": \"".getBytes(StandardCharsets.UTF_8));
            out.write(Base64.getEncoder().encode(picture));
            out.write("\", \"audio\": \"data:audio/wav;base64,".getBytes(StandardCharsets.UTF_8));
            out.write(Base64.getEncoder().encode(sample));
            out.write("\"}".getBytes(StandardCharsets.UTF_8));
        }
        return body;
    }

    private Path form(byte[] picture, byte[] sample) throws IOException {
        Path form = folder.resolve("body.form");
        String part = "--b\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n";
        try (OutputStream out = Files.newOutputStream(form)) {
            out.write((part.formatted("model", "") + "essence-1\r\n" + part.formatted("image", "; filename=\"a.jpg\""))
                    .getBytes(StandardCharsets.UTF_8));
            out.write(picture);
            out.write(("\r\n" + part.formatted("audio", "; filename=\"a.wav\"")).getBytes(StandardCharsets.UTF_8));
            out.write(sample);
            out.write("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        }
        return form;
    }

    /** A true JPEG, filled up with comments. */
    private static byte[] picture() throws IOException {
        BufferedImage png = ImageIO.read(new ByteArrayInputStream(Pictures.portrait()));
        BufferedImage plain = new BufferedImage(png.getWidth(), png.getHeight(), BufferedImage.TYPE_INT_RGB);
        plain.createGraphics().drawImage(png, 0, 0, null);
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        ImageIO.write(plain, "jpg", encoded);
        byte[] jpeg = encoded.toByteArray();
        ByteBuffer filled = ByteBuffer.allocate(PICTURE).put(jpeg, 0, 2);
        int left = PICTURE - jpeg.length;
        while (left > 0) {
            // The last two share what is left, so that none is too small to be one.
            int segment = left > 2 * LONGEST_COMMENT ? LONGEST_COMMENT : left > LONGEST_COMMENT ? left / 2 : left;
            filled.putShort((short) 0xfffe).putShort((short) (segment - 2));
            filled.position(filled.position() + segment - 4);
            left -= segment;
        }
        return filled.put(jpeg, 2, jpeg.length - 2).array();
    }

    /** Speech, over and over. */
    private static byte[] sample() {
        byte[] wav = SpeechSynth.of(Voice.F1).wav(4);
        ByteBuffer long50 = ByteBuffer.allocate(SAMPLE).order(ByteOrder.LITTLE_ENDIAN).put(wav);
        while (long50.hasRemaining()) {
            long50.put(wav, 44, Math.min(wav.length - 44, long50.remaining()));
        }
        return long50.putInt(4, SAMPLE - 8).putInt(40, SAMPLE - 44).array();
    }

    /** What the server has of that size, by its sum. */
    private static List<String> kept(ServerProcess server, int size) throws IOException {
        try (Stream<Path> files = Files.walk(server.objects())) {
            return files.filter(file -> Files.isRegularFile(file) && file.toFile().length() == size).map(file -> {
                try {
                    return sha256(Files.readAllBytes(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }).toList();
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Before a collection, in MB. */
    private static String fullest(Path collections) throws IOException {
        return Files.readAllLines(collections).stream().filter(line -> line.matches(".* \\d+M->\\d+M.*"))
                .map(line -> line.replaceAll(".* (\\d+)M->\\d+M.*", "$1"))
                .mapToInt(Integer::parseInt).max().orElse(0) + " MB";
    }
}
