package dev.likeness.runtime.beat;

import dev.likeness.common.file.PrivateFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The keys that sign runtime tokens: those of the settings, else one of this installation's own. */
@Component
public class TokenKeys {

    private final List<TokenKey> keys;

    TokenKeys(TokenProperties properties, @Value("${likeness.data-dir}") Path dataDir) {
        keys = properties.signingKeys().isEmpty()
                ? List.of(kept(dataDir.resolve("runtime-signing-key")))
                : properties.signingKeys().stream().map(TokenKey::parse).toList();
    }

    /** The key that signs. The others only let tokens live on that were signed before a rotation. */
    TokenKey signing() {
        return keys.getFirst();
    }

    /** Keys for tokens of another kind, one for each of these, the signing one first: they are set and rotate together. */
    public List<TokenKey> derived(String purpose) {
        return keys.stream().map(key -> key.derived(purpose)).toList();
    }

    /** The installation's own key: made by the first node that starts on this folder. */
    private static TokenKey kept(Path file) {
        return TokenKey.parse(new PrivateFile(file).orCreate(() -> fresh().text()));
    }

    private static TokenKey fresh() {
        SecureRandom random = new SecureRandom();
        byte[] name = new byte[4];
        byte[] secret = new byte[32];
        random.nextBytes(name);
        random.nextBytes(secret);
        return new TokenKey(HexFormat.of().formatHex(name), secret);
    }
}
