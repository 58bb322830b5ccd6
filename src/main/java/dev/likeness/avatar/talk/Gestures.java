package dev.likeness.avatar.talk;

import dev.likeness.voice.Phone;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a face does beside speaking: brows rise on some stressed syllables, the head bows with the strongest ones and at
 * the ends of phrases, eyes close preferably where the voice rests. From a seed; the same words give the same film.
 */
final class Gestures {

    private static final double[] BLINK = {.30, .80, 1, 1, .78, .48, .22, .07};
    private static final double BROW = .032;
    private static final double NOD = Math.toRadians(1.1);
    private static final int BROW_FRAMES = 22;
    private static final int NOD_FRAMES = 16;
    /** Seconds between two of them. */
    private static final double BROW_GAP = 2.5;
    private static final double NOD_GAP = 1.2;
    private static final double BLINK_LEAST = 2.4;
    private static final double BLINK_MOST = 4.4;
    /** A blink in a pause may come that soon after the last one. */
    private static final double BLINK_SOON = 1.2;
    private static final double BROW_CHANCE = .6;
    private static final double NOD_CHANCE = .45;
    /** Silence that ends a phrase, seconds. */
    private static final double PHRASE = .25;
    /** Of what is loud: the loudness over which a syllable that was heard counts as stressed. */
    private static final double STRESSED = .75;

    private final double[] brow;
    private final double[] nod;
    private final double[] lids;

    /** A syllable that is stressed. */
    private record Beat(double at, double strength) {
    }

    Gestures(List<Phone> phones, Loudness loudness, int count, long seed) {
        brow = new double[count];
        nod = new double[count];
        lids = new double[count];
        SplittableRandom random = new SplittableRandom(seed ^ 0x67657374L);
        List<Beat> beats = beats(phones, loudness);
        List<Double> ends = phraseEnds(phones);
        brows(beats, random.split());
        nods(beats, ends, random.split());
        blinks(ends, count, random.split());
    }

    double brow(int frame) {
        return brow[frame];
    }

    double nod(int frame) {
        return nod[frame];
    }

    double lids(int frame) {
        return lids[frame];
    }

    /** Where no stress is told, it is heard: vowels that are louder than their neighbours. */
    private static List<Beat> beats(List<Phone> phones, Loudness loudness) {
        boolean told = phones.stream().anyMatch(phone -> phone.stress() > 0);
        List<Phone> vowels = phones.stream().filter(phone -> IpaVisemes.vowel(phone.ipa())).toList();
        List<Beat> beats = new ArrayList<>();
        for (int i = 0; i < vowels.size(); i++) {
            Phone vowel = vowels.get(i);
            double loud = loudness.most(vowel.start(), vowel.end());
            double before = i == 0 ? 0 : loudness.most(vowels.get(i - 1).start(), vowels.get(i - 1).end());
            double after = i + 1 == vowels.size()
                    ? 0
                    : loudness.most(vowels.get(i + 1).start(), vowels.get(i + 1).end());
            if (told ? vowel.stress() == 2 : loud > STRESSED && loud >= before && loud > after) {
                beats.add(new Beat(vowel.start(), loud));
            }
        }
        return beats;
    }

    private static List<Double> phraseEnds(List<Phone> phones) {
        List<Phone> said = phones.stream().filter(phone -> !phone.pause()).toList();
        List<Double> ends = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            if (i + 1 == said.size() || said.get(i + 1).start() - said.get(i).end() >= PHRASE) {
                ends.add(said.get(i).end());
            }
        }
        return ends;
    }

    private void brows(List<Beat> beats, SplittableRandom random) {
        double free = 0;
        for (Beat beat : beats) {
            boolean wanted = random.nextDouble() < BROW_CHANCE;
            double height = BROW * random.nextDouble(.55, 1);
            if (beat.at >= free && wanted) {
                bump(brow, beat.at - .12, BROW_FRAMES, height);
                free = beat.at + BROW_GAP;
            }
        }
    }

    private void nods(List<Beat> beats, List<Double> ends, SplittableRandom random) {
        double free = 0;
        for (int i = 0; i < beats.size(); i++) {
            Beat beat = beats.get(i);
            double next = i + 1 < beats.size() ? beats.get(i + 1).at : Double.MAX_VALUE;
            boolean last = ends.stream().anyMatch(end -> end > beat.at && end <= next);
            boolean wanted = random.nextDouble() < NOD_CHANCE * beat.strength;
            double depth = NOD * random.nextDouble(.5, 1) * (last ? 1 : .8);
            if (beat.at >= free && (last || wanted)) {
                bump(nod, beat.at - .08, NOD_FRAMES, depth);
                free = beat.at + NOD_GAP;
            }
        }
    }

    private void blinks(List<Double> ends, int count, SplittableRandom random) {
        double length = (double) count / TalkTrack.FPS;
        double last = -random.nextDouble(.8, 2);
        while (true) {
            double due = last + random.nextDouble(BLINK_LEAST, BLINK_MOST);
            double soon = last + BLINK_SOON;
            double latest = last + BLINK_MOST;
            double at = ends.stream().filter(end -> end >= soon && end <= Math.max(due, latest - .4)).findFirst()
                    .orElse(due);
            int frame = (int) Math.round(at * TalkTrack.FPS);
            if (at > length || frame + BLINK.length > count) {
                return;
            }
            for (int i = 0; i < BLINK.length; i++) {
                if (frame + i >= 0) {
                    lids[frame + i] = BLINK[i];
                }
            }
            last = at;
        }
    }

    /** Up and down again; what would begin before the first frame begins with it. */
    private static void bump(double[] values, double from, int length, double height) {
        int first = Math.max(0, (int) Math.round(from * TalkTrack.FPS));
        for (int i = 0; i < length && first + i < values.length; i++) {
            values[first + i] += height * .5 * (1 - Math.cos(2 * Math.PI * (i + .5) / length));
        }
    }
}
