package dev.likeness.voice.net;

import dev.likeness.common.file.ShippedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The symbols the nets were trained with. Only these reach a net, and never more of them than it was trained with: whatever
 * is written, the net's input is within its bounds.
 */
public final class Symbols {

    /** With the pads; Kokoro has no style for more. */
    public static final int MOST = 510;

    private static final ShippedFile FILE = new ShippedFile("hibari/vocab.json",
            "70abefbe8a1c8865e43e0a43bbdc25b91a33e4aa053479d443ccf23e20a59e5d");
    private static final long PAD = 0;
    /** Marks at which a sentence that is too long is parted, the best first. */
    private static final List<String> JOINTS = List.of(";:—…", ",", " ");

    private final Map<Integer, Long> numbers = new HashMap<>();
    private final Map<Long, Integer> letters = new HashMap<>();

    public Symbols() {
        Map<String, Long> table = JsonMapper.shared().readValue(FILE.bytes(), new TypeReference<>() {
        });
        table.forEach((symbol, number) -> {
            numbers.put(symbol.codePointAt(0), number);
            letters.put(number, symbol.codePointAt(0));
        });
    }

    /**
     * What of these phonemes a net knows, in parts of which none is too long; none where there is nothing to say.
     *
     * @param most that a part may have, with the pads
     */
    List<long[]> of(String phonemes, int most) {
        List<long[]> parts = new ArrayList<>();
        String rest = known(phonemes).strip();
        while (!rest.isEmpty()) {
            int end = end(rest, Math.min(most, MOST) - 2);
            String part = rest.substring(0, end).strip();
            if (part.codePoints().anyMatch(Character::isLetter)) {
                parts.add(padded(part));
            }
            rest = rest.substring(end).strip();
        }
        return parts;
    }

    /** The letter of the alphabet of phonemes; 0 for a pad. */
    int letter(long number) {
        return letters.getOrDefault(number, 0);
    }

    private String known(String phonemes) {
        return phonemes.codePoints().filter(numbers::containsKey)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static int end(String phonemes, int most) {
        if (phonemes.length() <= most) {
            return phonemes.length();
        }
        for (String joints : JOINTS) {
            // Not so early that a short part is followed by a long one.
            for (int i = most - 1; i > most / 2; i--) {
                if (joints.indexOf(phonemes.charAt(i)) >= 0) {
                    return i + 1;
                }
            }
        }
        return most;
    }

    private long[] padded(String phonemes) {
        return LongStream.concat(LongStream.of(PAD), LongStream.concat(
                phonemes.chars().mapToLong(letter -> numbers.getOrDefault(letter, PAD)), LongStream.of(PAD))).toArray();
    }
}
