package dev.likeness.voice.hibari;

/**
 * What the net says of a voice, in frames of {@link SourceFilter#HOP} samples; each array but the last has all frames of
 * the first bin, then all of the second.
 *
 * @param pulse logarithm of the amplitude of what sounds with the voice
 * @param angle its phase, before it is bent into -π to π
 * @param noise logarithm of the amplitude of what is breathed
 * @param tone logarithm of the amplitude of the rest
 * @param toneAngle phase of the rest
 * @param pitch Hz; 0 where nothing is voiced
 */
@SuppressWarnings("ArrayRecordComponent")
record Features(float[] pulse, float[] angle, float[] noise, float[] tone, float[] toneAngle, float[] pitch) {

    int frames() {
        return pitch.length;
    }
}
