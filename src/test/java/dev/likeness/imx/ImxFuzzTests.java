package dev.likeness.imx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImxFuzzTests {

    private static final int ROUNDS = 5_000;

    @TempDir
    Path folder;

    /** Mutates the head of the file, where structure is; the contents behind it are covered bit by bit elsewhere. */
    @Test
    void noMutationCrashesTheReaderOrPassesAsWhole() throws IOException {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        System.out.println("ImxFuzzTests: -Dfuzz.seed=" + seed);
        Random random = new Random(seed);
        byte[] json = "{\"engine\":\"e\",\"engine_abi\":1,\"format_version\":\"2.0\",\"build\":{\"a\":[1,2.5,null]},\"entries\":{}}"
                .getBytes();
        byte[] table = ImxTable.encode(List.of(new ImxFile.Entry("manifest.json", 72, json.length),
                new ImxFile.Entry("manifest.sha256", 72 + json.length, 64)));
        Path path = ImxFixture.writeRaw(folder, table, json, ImxFile.seal(table, json).getBytes());
        byte[] whole = Files.readAllBytes(path);
        try (ImxFile file = ImxFile.open(path)) {
            file.verify();
        }
        for (int round = 0; round < ROUNDS; round++) {
            byte[] mutant = mutate(whole, random);
            Files.write(path, mutant);
            try (ImxFile file = ImxFile.open(path)) {
                file.verify();
                assertThat(mutant).as("passed unnoticed, seed %d round %d", seed, round).isEqualTo(whole);
            } catch (IOException e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                fail("seed " + seed + " round " + round, e);
            }
        }
    }

    private static byte[] mutate(byte[] whole, Random random) {
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
}
