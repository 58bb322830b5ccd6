/**
 * The words every other package uses: identifiers, error codes, pages, the installation's clock, digests, access
 * keys. It owns no table, no endpoint and no rule of the business.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.likeness.common;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
