package dev.likeness.imx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No input crashes or exhausts the reader, and none that was altered passes. {@code -Dfuzz.seed} repeats a run. */
class ImxFuzzTests {

    private static final int ROUNDS = 20_000;
    private static final int MANY_ROUNDS = 1_000_000;
    private static final String[] SNIPPETS = {"\"format_version\":\"2.0\"", "\"format_version\":\"2.99\"",
            "\"format_version\":\"3.0\"", "\"format_version\":2", "\"engine\":\"e\"", "\"engine\":{}",
            "\"engine_abi\":1",
            "\"engine_abi\":1e99999", "\"entries\":{}", "\"entries\":{\"a\":{\"sha256\":\"" + "0".repeat(64)
                    + "\",\"size\":1}}",
            "\"entries\":{\"a\":{\"sha256\":\"x\",\"size\":-1}}", "\"entries\":[]",
            "\"entries\":null", "\"width\":1e308", "\"fps\":\"x\"", "\"a\":" + "[".repeat(70), "\"b\":\"\\ud800\"",
            "\"build\":{\"x\":[1,2.5,null]}", "\"\":0"};

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private record Memory(byte[] bytes) implements ImxSource {

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open(long offset, long length) {
            return new ByteArrayInputStream(bytes, Math.toIntExact(offset), Math.toIntExact(length));
        }
    }

    @Test
    void noMutationCrashesTheReaderOrPassesAsWhole() throws IOException {
        mutate(ROUNDS);
    }

    @Test
    void noInventedFileCrashesTheReader() {
        invent(ROUNDS);
    }

    @Test
    @Tag("long")
    void nothingCrashesItInMillionsOfTries() throws IOException {
        mutate(MANY_ROUNDS);
        invent(MANY_ROUNDS);
    }

    /** Changes the head of a good file, where structure is; the contents behind it are covered bit by bit elsewhere. */
    private void mutate(int rounds) throws IOException {
        System.out.println("ImxFuzzTests: -Dfuzz.seed=" + seed);
        byte[] json = "{\"engine\":\"e\",\"engine_abi\":1,\"format_version\":\"2.0\",\"build\":{\"a\":[1,2.5,null]},\"entries\":{}}"
                .getBytes(StandardCharsets.UTF_8);
        byte[] table = ImxTable.encode(List.of(new ImxFile.Entry("manifest.json", 72, json.length),
                new ImxFile.Entry("manifest.sha256", 72 + json.length, 64)));
        byte[] whole = join(table, json, ImxFile.seal(table, json).getBytes(StandardCharsets.US_ASCII));
        assertThat(passes(whole, 0)).isTrue();
        for (int round = 0; round < rounds; round++) {
            byte[] mutant = mutant(whole);
            if (passes(mutant, round)) {
                assertThat(mutant).as("passed unnoticed, seed %d round %d", seed, round).isEqualTo(whole);
            }
        }
    }

    /** Makes files from scratch whose numbers are right as often as wrong, so that the checks behind them are reached. */
    private void invent(int rounds) {
        for (int round = 0; round < rounds; round++) {
            passes(invented(), round);
        }
    }

    private byte[] invented() {
        StringBuilder json = new StringBuilder("{");
        int members = random.nextInt(8);
        for (int i = 0; i < members; i++) {
            json.append(i == 0 ? "" : ",").append(SNIPPETS[random.nextInt(SNIPPETS.length)]);
        }
        byte[] manifest = json.append(random.nextInt(20) == 0 ? "" : "}").toString().getBytes(StandardCharsets.UTF_8);
        List<byte[]> contents = new ArrayList<>(List.of(manifest));
        List<String> names = new ArrayList<>(List.of("manifest.json"));
        for (int i = random.nextInt(4); i > 0; i--) {
            names.add(random.nextInt(4) == 0 ? "../x" : random.nextBoolean() ? "manifest.sha256" : "a" + i);
            contents.add(new byte[random.nextInt(80)]);
        }
        long offset = ImxTable.lengthOf(names);
        ByteBuffer out = ByteBuffer.allocate(70_000).order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[]{'I', 'M', 'X', 0}).putShort((short) 2)
                .putShort((short) (random.nextInt(10) == 0 ? random.nextInt() : names.size()));
        for (int i = 0; i < names.size(); i++) {
            byte[] name = names.get(i).getBytes(StandardCharsets.UTF_8);
            long size = contents.get(i).length;
            out.putShort((short) (random.nextInt(30) == 0 ? random.nextInt(300) : name.length)).put(name)
                    .putLong(random.nextInt(20) == 0 ? random.nextLong() : offset)
                    .putLong(random.nextInt(20) == 0 ? random.nextLong() : size);
            offset += size;
        }
        contents.forEach(out::put);
        return Arrays.copyOf(out.array(), out.position());
    }

    private boolean passes(byte[] bytes, int round) {
        try (ImxFile file = ImxFile.open(new Memory(bytes))) {
            file.verify();
            return true;
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return fail("seed " + seed + " round " + round, e);
        }
    }

    private byte[] mutant(byte[] whole) {
        byte[] mutant = whole.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(5)) {
                case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutant[at] = (byte) random.nextInt();
                case 2 ->
                    Arrays.fill(mutant, at, Math.min(mutant.length, at + 8), (byte) (random.nextBoolean() ? 0xFF : 0));
                case 3 -> mutant = Arrays.copyOf(mutant, Math.max(1, mutant.length + random.nextInt(-40, 40)));
                default ->
                    System.arraycopy(whole, random.nextInt(whole.length - 20), mutant, Math.min(at, mutant.length - 1),
                            Math.min(random.nextInt(1, 20), mutant.length - Math.min(at, mutant.length - 1)));
            }
        }
        return mutant;
    }

    private static byte[] join(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }
}
