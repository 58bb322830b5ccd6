package dev.likeness.avatar.paint;

import dev.likeness.avatar.picture.Ease;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Reads from a prompt what a person looks like; what it does not say is drawn from prompt and seed. Whether it is a woman
 * or a man is told by who asks, since a voice and a name depend on it, too.
 */
final class PromptReader {

    private static final Map<String, double[]> COLOURS = Map.ofEntries(Map.entry("red", bgr(0xA8322E)),
            Map.entry("crimson", bgr(0x8E1F2F)), Map.entry("orange", bgr(0xC96A2B)),
            Map.entry("yellow", bgr(0xD2AE45)), Map.entry("green", bgr(0x3F6B4A)), Map.entry("teal", bgr(0x2E6C70)),
            Map.entry("blue", bgr(0x3A5C93)), Map.entry("navy", bgr(0x27334F)), Map.entry("purple", bgr(0x5D4278)),
            Map.entry("pink", bgr(0xC98898)), Map.entry("brown", bgr(0x6A4A35)), Map.entry("beige", bgr(0xC3AF93)),
            Map.entry("black", bgr(0x2A2A2E)), Map.entry("white", bgr(0xDAD9D6)), Map.entry("grey", bgr(0x77797E)),
            Map.entry("gray", bgr(0x77797E)), Map.entry("olive", bgr(0x66683F)));
    private static final Map<String, double[]> HAIRS = Map.ofEntries(Map.entry("black", bgr(0x2A2422)),
            Map.entry("brown", bgr(0x5A3D2B)), Map.entry("brunette", bgr(0x4C3325)), Map.entry("dark", bgr(0x33261F)),
            Map.entry("blonde", bgr(0xC29B5F)), Map.entry("blond", bgr(0xBC965C)), Map.entry("red", bgr(0x9A4A25)),
            Map.entry("redhead", bgr(0x9A4A25)), Map.entry("ginger", bgr(0xA9582B)),
            Map.entry("auburn", bgr(0x70331F)), Map.entry("grey", bgr(0x97979A)), Map.entry("gray", bgr(0x97979A)),
            Map.entry("silver", bgr(0xB3B4B8)), Map.entry("white", bgr(0xD3D2CF)), Map.entry("pink", bgr(0xC77E99)),
            Map.entry("blue", bgr(0x4A6FA0)), Map.entry("purple", bgr(0x6D4A88)));
    private static final Map<String, double[]> EYES = Map.of("blue", bgr(0x5E86AB), "green", bgr(0x6A8457), "brown",
            bgr(0x5C3B22), "hazel", bgr(0x7D6236), "grey", bgr(0x7C8A94), "gray", bgr(0x7C8A94), "dark",
            bgr(0x3A261A));
    private static final double[][] SKINS = {bgr(0xEBC8B2), bgr(0xE2B698), bgr(0xD3A07E), bgr(0xB78059), bgr(0x8C5B3E),
            bgr(0x5F3D2C)};
    private static final double[][] WALLS = {bgr(0x8F9AA6), bgr(0xA39A8C), bgr(0x76858A), bgr(0x9C8E94), bgr(0x5F6C7A),
            bgr(0x8A947F)};
    private static final String[] HAIR_OF_PALE = {"blonde", "brown", "brown", "dark", "auburn", "ginger"};
    private static final String[] HAIR_OF_DARK = {"black", "black", "dark", "brunette"};
    private static final List<String> CLOTHES = List.of("navy", "grey", "teal", "white", "olive", "blue", "beige",
            "black",
            "crimson", "green");

    private final List<String> words;
    private final Random random;
    private final long seed;

    private PromptReader(String prompt, long seed) {
        words = Arrays.asList(prompt.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"));
        long hash = seed * 0x9E3779B97F4A7C15L;
        for (char c : prompt.toCharArray()) {
            hash = (hash ^ c) * 0x100000001B3L;
        }
        this.seed = hash ^ hash >>> 29;
        random = new Random(this.seed);
    }

    static Look read(String prompt, boolean female, long seed) {
        return new PromptReader(prompt, seed).look(female);
    }

    private Look look(boolean female) {
        int age = age();
        int tone = skin();
        double[] hair = hair(tone, age);
        Look.Cut cut = cut(female, age);
        double[] iris = coloured(EYES, tone < 3 ? pick("blue", "green", "brown", "hazel", "grey") : "dark", "eyes",
                "eye", "eyed");
        Look.Beard beard = beard(female);
        boolean glasses = has("glasses", "spectacles", "bespectacled", "eyeglasses");
        Look.Garment garment = garment(female);
        double[] cloth = coloured(COLOURS, pick(CLOTHES.toArray(String[]::new)), "suit", "jacket", "blazer", "shirt",
                "sweater", "turtleneck", "blouse", "dress", "coat", "top", "uniform", "scrubs", "hoodie", "jumper",
                "cardigan", "tee", "polo");
        double[] wall = coloured(COLOURS, "", "background", "backdrop", "wall");
        return new Look(female, age, SKINS[tone], hair, cut, iris, beard, glasses, garment, cloth, place(),
                wall.length > 0 ? wall : WALLS[random.nextInt(WALLS.length)], seed);
    }

    private int age() {
        int chance = 26 + random.nextInt(22);
        for (int i = 0; i + 1 < words.size(); i++) {
            String word = words.get(i);
            if (word.matches("\\d{2}") && Set.of("year", "years", "yo", "s").contains(words.get(i + 1))) {
                return Math.max(18, Integer.parseInt(word));
            }
        }
        if (has("old", "elderly", "grandmother", "grandfather", "senior", "aged", "retired", "grandma", "grandpa")) {
            return 68;
        }
        if (has("middle", "mature")) {
            return 50;
        }
        return has("young", "teenager", "student", "girl", "boy") ? 22 : chance;
    }

    private int skin() {
        int chance = random.nextInt(SKINS.length);
        boolean blackPerson = words.indexOf("black") >= 0
                && Set.of("man", "woman", "person", "male", "female", "girl", "boy").contains(after("black"));
        if (blackPerson || has("african", "nigerian", "kenyan", "ebony", "ghanaian")) {
            return 5 - random.nextInt(2);
        }
        if (has("indian", "pakistani", "brown-skinned", "bangladeshi", "tamil")) {
            return 3 + random.nextInt(2);
        }
        if (has("latina", "latino", "hispanic", "mexican", "arab", "mediterranean", "turkish", "brazilian", "tanned")) {
            return 2 + random.nextInt(2);
        }
        if (has("asian", "chinese", "japanese", "korean", "vietnamese")) {
            return 1;
        }
        boolean pale = has("redhead", "ginger", "pale", "nordic", "irish", "scandinavian", "blonde", "blond", "swedish")
                || hairSaid("red");
        return pale ? 0 : has("caucasian", "european", "white-skinned") ? 1 : chance;
    }

    private String after(String word) {
        int i = words.indexOf(word);
        return i + 1 < words.size() ? words.get(i + 1) : "";
    }

    private boolean hairSaid(String colour) {
        int i = words.indexOf("hair");
        return i > 0 && words.subList(Math.max(0, i - 3), i).contains(colour);
    }

    private double[] hair(int tone, int age) {
        String fallback = tone < 3 && !has("asian", "chinese", "japanese", "korean")
                ? pick(HAIR_OF_PALE)
                : pick(HAIR_OF_DARK);
        double[] said = coloured(HAIRS, "", "hair", "haired", "curls", "bob", "bun");
        if (said.length == 0) {
            for (String word : List.of("blonde", "blond", "redhead", "brunette", "ginger", "auburn")) {
                said = has(word) ? known(HAIRS, word) : said;
            }
        }
        if (said.length > 0) {
            return said;
        }
        return Tones.mix(known(HAIRS, fallback), known(HAIRS, "silver"), Ease.clamp((age - 45) / 28.0, 0, .85));
    }

    private Look.Cut cut(boolean female, int age) {
        Look.Cut chance = female
                ? pick(Look.Cut.LONG, Look.Cut.BOB, Look.Cut.LONG, Look.Cut.BUN, Look.Cut.CURLY)
                : pick(Look.Cut.SHORT, Look.Cut.SHORT, Look.Cut.CROPPED, age > 50 ? Look.Cut.BALD : Look.Cut.SHORT);
        if (has("bald", "shaved", "hairless")) {
            return Look.Cut.BALD;
        }
        if (has("curly", "curls", "afro", "frizzy")) {
            return Look.Cut.CURLY;
        }
        if (has("bun", "ponytail", "updo", "tied")) {
            return Look.Cut.BUN;
        }
        if (has("bob", "shoulder")) {
            return Look.Cut.BOB;
        }
        if (has("long", "flowing", "wavy")) {
            return Look.Cut.LONG;
        }
        if (has("buzz", "cropped", "crew")) {
            return Look.Cut.CROPPED;
        }
        return has("short", "pixie") ? Look.Cut.SHORT : chance;
    }

    private Look.Beard beard(boolean female) {
        int chance = random.nextInt(6);
        // Else it is that of somebody else in the prompt.
        if (female && !Set.of("woman", "lady", "girl", "female").contains(after("bearded"))) {
            return Look.Beard.NONE;
        }
        if (has("moustache", "mustache")) {
            return Look.Beard.MOUSTACHE;
        }
        if (has("stubble", "unshaven")) {
            return Look.Beard.STUBBLE;
        }
        if (has("beard", "bearded")) {
            return Look.Beard.FULL;
        }
        return chance > 1 ? Look.Beard.NONE : chance == 0 ? Look.Beard.STUBBLE : Look.Beard.FULL;
    }

    private Look.Garment garment(boolean female) {
        Look.Garment chance = female
                ? pick(Look.Garment.BLOUSE, Look.Garment.CREW, Look.Garment.SUIT)
                : pick(Look.Garment.SHIRT, Look.Garment.CREW, Look.Garment.SUIT);
        if (has("suit", "blazer", "jacket", "tie", "businessman", "businesswoman", "executive", "lawyer", "banker",
                "professional", "coat", "doctor", "manager", "politician")) {
            return Look.Garment.SUIT;
        }
        if (has("turtleneck")) {
            return Look.Garment.TURTLENECK;
        }
        if (has("blouse", "dress", "scrubs")) {
            return Look.Garment.BLOUSE;
        }
        if (has("shirt", "polo") && !has("tee")) {
            return has("t") ? Look.Garment.CREW : Look.Garment.SHIRT;
        }
        return has("sweater", "tee", "hoodie", "jumper", "top") ? Look.Garment.CREW : chance;
    }

    private Look.Place place() {
        if (has("office", "desk", "corporate", "library", "clinic", "hospital")) {
            return Look.Place.OFFICE;
        }
        if (has("outdoors", "outdoor", "park", "forest", "garden", "nature", "beach", "mountain", "mountains",
                "outside")) {
            return Look.Place.OUTDOORS;
        }
        if (has("home", "kitchen", "cozy", "cafe", "living", "restaurant")) {
            return Look.Place.HOME;
        }
        return has("night", "city", "neon", "bar", "cyberpunk") ? Look.Place.NIGHT : Look.Place.STUDIO;
    }

    private boolean has(String... any) {
        return Arrays.stream(any).anyMatch(words::contains);
    }

    /** The colour among the three words before the first of the nouns that has one. */
    private double[] coloured(Map<String, double[]> colours, String fallback, String... nouns) {
        for (int i = 0; i < words.size(); i++) {
            if (List.of(nouns).contains(words.get(i))) {
                for (int j = i - 1; j >= Math.max(0, i - 3); j--) {
                    double[] colour = colours.get(words.get(j));
                    if (colour != null) {
                        return colour;
                    }
                }
            }
        }
        return fallback.isEmpty() ? new double[0] : known(colours, fallback);
    }

    private static double[] known(Map<String, double[]> colours, String name) {
        double[] colour = colours.get(name);
        if (colour == null) {
            throw new IllegalArgumentException(name);
        }
        return colour;
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static double[] bgr(int rgb) {
        return new double[]{rgb & 0xFF, rgb >> 8 & 0xFF, rgb >> 16 & 0xFF};
    }
}
