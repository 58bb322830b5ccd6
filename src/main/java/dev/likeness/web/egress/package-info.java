/**
 * The one way out to addresses that users give: files, webhooks, avatar pictures. It refuses every address that is not
 * public, also behind a name or a redirect (CONTRACT 6).
 */
@NullMarked
@NamedInterface("egress")
package dev.likeness.web.egress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
