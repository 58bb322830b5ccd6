/**
 * The .imx file: one avatar in one file, written deterministically, read by streaming, checked before use. A library
 * without Spring. It knows names, sizes and checksums of the entries; what is inside an entry belongs to the engine
 * that wrote it. The bytes are described in {@code src/docs/imx-format.md}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "common")
package dev.likeness.imx;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
