/**
 * Files and folders that are their owner's alone: keys, the database's programs, what callers have sent; and files that
 * travel with the program.
 */
@NullMarked
@NamedInterface("file")
package dev.likeness.common.file;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
