package dev.likeness.web.gate;

import dev.likeness.web.PublicAccess;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/** Files of the classpath that anybody may read. */
@PublicAccess
final class PublicFiles extends ResourceHttpRequestHandler {
}
