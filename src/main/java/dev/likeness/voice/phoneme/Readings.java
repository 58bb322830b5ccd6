package dev.likeness.voice.phoneme;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Words of two sounds that need rules of their own, since the lexicon has one of them only, or grammar does not tell. */
final class Readings {

    private static final Set<String> PAST = Set.of("yesterday", "ago", "last", "once", "earlier", "previously", "sat",
            "took",
            "opened", "went", "came", "picked", "loved", "wrote", "was", "were");
    private static final Set<String> FUTURE = Set.of("will", "to", "can", "should", "must", "please", "could", "would",
            "may", "do", "does", "did", "didn't", "don't", "doesn't", "let's", "i'll", "we'll", "every", "often",
            "tomorrow");
    private static final Set<String> LIVE_NOUNS = Set.of("music", "show", "shows", "concert", "concerts", "performance",
            "performances", "broadcast", "broadcasts", "stream", "streams", "streaming", "event", "events", "tv",
            "television", "ammunition", "band", "chat", "coverage", "wire", "audience", "video", "demo", "album",
            "recording",
            "sports", "animals", "data", "updates");
    private static final Set<String> ON_AIR = Set.of("go", "going", "goes", "went", "gone", "broadcast", "recorded",
            "streamed",
            "performed", "perform", "watch", "airs", "aired", "streaming", "first", "coming");
    private static final Set<String> OF_LEAD = Set.of("pipe", "pipes", "paint", "poisoning", "bullet", "bullets",
            "weight",
            "weights", "shot", "ore", "mine", "mines", "batteries", "battery", "acid", "crystal", "solder", "sinker",
            "levels");
    private static final Set<String> HOLDS_LEAD = Set.of("molten", "contains", "contain", "containing", "liquid",
            "toxic",
            "pure", "melted", "heavy");
    private static final Set<String> SHIP = Set.of("ship", "boat", "ship's", "boat's", "vessel", "stern", "deck");
    private static final Set<String> DOWN = Set.of("down", "to", "before", "out", "apart", "up", "off", "into", "open");
    private static final Set<String> TINY = Set.of("detail", "details", "amount", "amounts", "quantity", "quantities",
            "particle", "particles", "fraction", "traces", "trace", "difference", "differences", "crack", "cracks");
    private static final Set<String> COUNTED = Set.of("their", "our", "your", "my", "his", "her", "many", "of", "nine",
            "human",
            "the", "these", "save", "saved", "saves", "three", "two", "people's", "other", "all", "innocent", "past",
            "both",
            "lost", "thousand", "hundred", "million", "private", "daily", "everyday");

    private Readings() {
    }

    /** The sounds of a word in its place, or null where the lexicon's reading holds. */
    static @Nullable String sounds(Context context, int place) {
        String before = context.word(place - 1);
        String next = context.word(place + 1);
        List<String> parts = context.parts(place);
        boolean verb = parts.contains("VERB");
        return switch (context.word(place)) {
            case "read" -> red(context, place, before) ? "ɹˈɛd" : "ɹˈid";
            case "lead" -> OF_LEAD.contains(next) || HOLDS_LEAD.contains(before) || before.equals("of")
                    && context.word(place - 2).equals("made") ? "lˈɛd" : "lˈid";
            case "live" -> LIVE_NOUNS.contains(next) || ON_AIR.contains(before)
                    || Context.BE.contains(before) && !next.equals("in") || before.equals("a")
                    || before.equals("the") ? "lˈIv" : "lˈɪv";
            case "lives" -> COUNTED.contains(before) ? "lˈIvz" : "lˈɪvz";
            case "close" -> verb || before.isEmpty() && Context.OBJECTS.contains(next)
                    || before.equals("the") && (next.equals("of") || next.isEmpty()) || before.equals("and")
                            && Context.OBJECTS.contains(next) ? "klˈOz" : "klˈOs";
            case "bow" -> verb || DOWN.contains(next) || context.any(SHIP) || before.equals("a")
                    && Set.of("take", "took", "takes", "taking").contains(context.word(place - 2)) ? "bˈW" : "bˈO";
            case "tear" -> verb || DOWN.contains(next) || next.equals("in") || before.equals("and")
                    && context.word(place - 2).equals("wear") ? "tˈɛɹ" : "tˈɪɹ";
            case "tears" -> parts.contains("VERB") && !Context.OBJECTS.contains(before)
                    || next.equals("apart") || next.equals("down") ? "tˈɛɹz" : "tˈɪɹz";
            case "wound" ->
                before.equals("clock") || Set.of("up", "around", "through", "down", "its", "tightly").contains(next)
                        || parts.contains("VBN") && !next.isEmpty() ? "wˈWnd" : "wˈund";
            case "wind" -> verb || Set.of("up", "down", "around", "through").contains(next) && !Context.DETERMINERS
                    .contains(before) ? "wˈInd" : "wˈɪnd";
            case "minute" -> TINY.contains(next) ? "mInˈut" : "mˈɪnət";
            case "resume" -> Context.DETERMINERS.contains(before) ? "ɹˈɛzəmˌA" : "ɹəzˈum";
            case "resumes" -> Context.DETERMINERS.contains(before) ? "ɹˈɛzəmˌAz" : "ɹəzˈumz";
            case "résumé", "resumé" -> "ɹˈɛzəmˌA";
            case "résumés", "resumés" -> "ɹˈɛzəmˌAz";
            case "etcetera" -> "ɛtsˈɛɾəɹə";
            case "invalid" -> parts.contains("NOUN") && before.equals("an") && (next.isEmpty() || next.equals("who"))
                    ? "ˈɪnvəlɪd"
                    : "ɪnvˈælɪd";
            case "polish" -> context.written(place).startsWith("P") && !(before.isEmpty()
                    && Context.OBJECTS.contains(next)) ? "pˈOlɪʃ" : "pˈɑlɪʃ";
            case "export", "exports" -> verb ? ended("ɛkspˈɔɹt", context.word(place)) : null;
            case "protest", "protests" -> verb ? ended("pɹətˈɛst", context.word(place)) : null;
            case "bass" -> Set.of("fish", "fishing", "boat", "sea", "lake").contains(next)
                    || Set.of("sea", "striped", "largemouth", "caught", "fish").contains(before) ? "bˈæs" : "bˈAs";
            case "content" -> Context.BE.contains(before) || before.equals("feel") || before.equals("very")
                    || next.equals("with") && !Context.DETERMINERS.contains(before) ? "kəntˈɛnt" : "kˈɑntˌɛnt";
            default -> null;
        };
    }

    private static String ended(String stem, String word) {
        return word.endsWith("s") ? stem + "s" : stem;
    }

    /** Whether "read" is past: behind "have" or "is", of somebody who would "reads", or where the sentence tells of the past. */
    private static boolean red(Context context, int place, String before) {
        String subject = context.before(place);
        if (Context.HAVE.contains(subject) || Context.BE.contains(subject) || before.equals("well")
                || before.equals("widely")) {
            return true;
        }
        if (FUTURE.contains(subject)) {
            return false;
        }
        if (Set.of("he", "she", "it", "everyone").contains(subject)) {
            return !FUTURE.contains(context.word(place - 2));
        }
        return !before.isEmpty() && context.any(PAST) && !context.anyBefore(place, FUTURE)
                && !Context.DETERMINERS.contains(before);
    }
}
