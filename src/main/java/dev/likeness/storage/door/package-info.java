/**
 * What strangers reach of the store over HTTP: objects served and taken by signed URL, and the rules of HTTP for ranges and
 * validators, which downloads of agents follow, too.
 */
@NullMarked
@NamedInterface("door")
package dev.likeness.storage.door;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
