package dev.likeness.web.body;

import tools.jackson.databind.node.ObjectNode;

/**
 * A body as it came: an object, its files led away.
 *
 * @param form whether its values are texts for want of other types
 */
record ReadBody(ObjectNode fields, ReadFiles files, boolean form) {
}
