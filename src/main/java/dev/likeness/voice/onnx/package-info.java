/** Nets of ONNX: read and run. What their numbers mean is the callers' business. */
@NullMarked
package dev.likeness.voice.onnx;

import org.jspecify.annotations.NullMarked;
