package dev.likeness.web.body;

import dev.likeness.common.Digests;
import java.util.HexFormat;

/**
 * Tells whether two bodies say the same, whatever the order and blanks of their JSON; files count by their SHA-256. A
 * handler takes it as a parameter, after the body's record.
 */
public final class BodyDigest {

    private final String sha256;

    private BodyDigest(String sha256) {
        this.sha256 = sha256;
    }

    static BodyDigest of(ReadBody body) {
        StringBuilder text = new StringBuilder(Canonical.write(body.fields()));
        body.files().all().forEach((name, file) -> text.append('\n').append(name).append('=')
                .append(file.isUrl() ? file.url() : file.sha256()));
        return new BodyDigest(HexFormat.of().formatHex(Digests.sha256(text.toString())));
    }

    /** In hex. */
    public String sha256() {
        return sha256;
    }
}
