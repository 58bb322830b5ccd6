package dev.likeness.runtime.beat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import dev.likeness.common.Hmac;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Mints what lets a runtime play for {@link #LIFE}: CONTRACT 4.1. Nothing about the agent or session is in it. */
@Component
class RuntimeTokens {

    static final Duration LIFE = Duration.ofSeconds(300);

    /** @param expiresAt whole seconds, as in the token */
    record Minted(String token, Instant expiresAt) {
    }

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String header;
    private final Hmac hmac;
    private final Clock clock;

    RuntimeTokens(TokenKeys keys, Clock clock) {
        TokenKey key = keys.signing();
        this.header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.kid()).build().toBase64URL() + ".";
        this.hmac = new Hmac(key.secret());
        this.clock = clock;
    }

    /** Every heartbeat mints one, and only three of its claims differ: they are written here, not by a library. */
    Minted mint(UUID account) {
        Instant issued = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expires = issued.plus(LIFE);
        String claims = "{\"iss\":\"bitHuman\",\"sub\":\"" + account + "\",\"aud\":\"bithuman-runtime\",\"iat\":"
                + issued.getEpochSecond() + ",\"exp\":" + expires.getEpochSecond() + ",\"jti\":\"" + UUID.randomUUID()
                + "\"}";
        String signed = header + BASE64.encodeToString(claims.getBytes(StandardCharsets.US_ASCII));
        byte[] signature = hmac.of(signed.getBytes(StandardCharsets.US_ASCII));
        return new Minted(signed + "." + BASE64.encodeToString(signature), expires);
    }
}
