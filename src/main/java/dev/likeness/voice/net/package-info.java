/**
 * What nets that speak from phonemes have in common: sentences become pieces the net takes, what the net says becomes
 * samples at the loudness of all speech with the time of each sound. Hibari and Kokoro share one set of symbols.
 */
@NullMarked
package dev.likeness.voice.net;

import org.jspecify.annotations.NullMarked;
