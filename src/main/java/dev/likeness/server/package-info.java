/**
 * The server as a program: settings whose default depends on how it is run, how tables and entities come beside the
 * start, what it says when it is ready or cannot start, whether it lives, and the command that audits without it. It
 * owns no table and no rule of the business.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "common::file", "web", "billing", "database"})
package dev.likeness.server;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
