/**
 * The PostgreSQL that comes with the server: unpacked, started on the data folder on whatever host, found when it runs,
 * watched, and stopped. Of a database of one's own it knows what may stand before it and how to tell that it refuses.
 * Which tables are in either is no business of this package.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "common::file"})
package dev.likeness.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
