/** The description of the API that the server publishes: /openapi.json, /openapi.yaml and the reference at /docs. */
@NullMarked
package dev.likeness.web.openapi;

import org.jspecify.annotations.NullMarked;
