/**
 * The PostgreSQL that comes with the server: started on the data folder, found when it runs, watched, and stopped. Which
 * tables are in it is no business of this package, and with a database of one's own nothing of it is used.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "common")
package dev.likeness.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
