package dev.likeness.web.body.read;

import dev.likeness.common.Digests;
import dev.likeness.web.body.BodyDigest;
import java.util.HexFormat;
import tools.jackson.databind.node.ObjectNode;

/**
 * A body as it came: an object, its files led away.
 *
 * @param form whether its values are texts for want of other types
 */
public record ReadBody(ObjectNode fields, ReadFiles files, boolean form) {

    public BodyDigest digest() {
        StringBuilder text = new StringBuilder(Canonical.write(fields));
        files.all().forEach((name, file) -> text.append('\n').append(name).append('=')
                .append(file.isUrl() ? file.url() : file.sha256()));
        return new BodyDigest(HexFormat.of().formatHex(Digests.sha256(text.toString())));
    }
}
