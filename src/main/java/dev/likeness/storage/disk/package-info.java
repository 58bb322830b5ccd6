/**
 * Bytes in files: objects of an installation with one node, and the folder where uploads of any installation lie while
 * they arrive. What is written is whole or absent after a crash.
 */
@NullMarked
package dev.likeness.storage.disk;

import org.jspecify.annotations.NullMarked;
