package dev.likeness.voice.phoneme;

import dev.likeness.common.Once;
import dev.likeness.common.file.ShippedFile;
import dev.likeness.voice.onnx.OnnxNet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A net that guesses the sounds of words no lexicon has: letters in, for each several sounds or none. */
final class UnknownWords {

    private static final ShippedFile NET = new ShippedFile("hibari/oov.onnx",
            "d3cfd8122c5f172a98c8de38268bf1213ee09f2c2ae4df6e055fc6532590fe76");
    private static final ShippedFile LETTERS = new ShippedFile("hibari/oov.json",
            "b462e6e5dbdf0e7346c732385d0dd844f612f1770871441c56932bff4ca75d8c");
    /** It was trained on words no longer than this. */
    private static final int LONGEST = 24;

    private final OnnxNet net = new OnnxNet(NET::bytes);
    private final Once<Alphabet> alphabet = new Once<>(Alphabet::read);

    /** @param in letters to numbers from 1 @param out sounds by number less 1 */
    private record Alphabet(Map<Integer, Integer> in, List<String> out) {

        static Alphabet read() {
            JsonNode json = JsonMapper.shared().readTree(LETTERS.bytes());
            Map<Integer, Integer> in = new HashMap<>();
            json.get("in").forEach(letter -> in.put(letter.asString().codePointAt(0), in.size() + 1));
            List<String> out = new ArrayList<>();
            json.get("out").forEach(sound -> out.add(sound.asString()));
            return new Alphabet(in, out);
        }
    }

    /** The sounds of a word; empty when none of its letters is known. */
    String sounds(String word) {
        Alphabet known = alphabet.get();
        int[] numbers = word.codePoints().filter(known.in()::containsKey).map(known.in()::get).toArray();
        StringBuilder out = new StringBuilder();
        for (int begin = 0; begin < numbers.length; begin += LONGEST) {
            long[] letters = new long[Math.min(LONGEST, numbers.length - begin)];
            for (int i = 0; i < letters.length; i++) {
                letters[i] = numbers[begin + i];
            }
            long before = 0;
            for (long number : ask(letters)) {
                if (number != before && number != 0) {
                    out.append(known.out().get((int) number - 1));
                }
                before = number;
            }
        }
        return out.toString().strip();
    }

    private long[] ask(long[] letters) {
        return net.ask(new HashMap<>(Map.of("chars", OnnxNet.longs(letters, 1, letters.length))), answer -> {
            Object value = answer.get(0).getValue();
            if (value instanceof int[][] numbers) {
                long[] wide = new long[numbers[0].length];
                for (int i = 0; i < wide.length; i++) {
                    wide[i] = numbers[0][i];
                }
                return wide;
            }
            return ((long[][]) value)[0];
        });
    }
}
