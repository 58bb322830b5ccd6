/**
 * What an agent says to whoever is with it: texts to sentences of sound with the mouth that speaks them. Each text is said
 * once on a node, however many listen, and only as far as somebody listens. It knows nothing of visitors.
 */
@NullMarked
package dev.likeness.embed.speech;

import org.jspecify.annotations.NullMarked;
