/**
 * Speech as the body of an answer: who may speak at once, on which threads, in which form it goes, and how it is cut. It
 * knows nothing of accounts and their voices.
 */
@NullMarked
package dev.likeness.tts.answer;

import org.jspecify.annotations.NullMarked;
