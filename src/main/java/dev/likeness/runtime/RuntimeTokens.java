package dev.likeness.runtime;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Mints what lets a runtime play for {@link #LIFE}: CONTRACT 4.1. Nothing about the agent or session is in it. */
@Component
class RuntimeTokens {

    static final Duration LIFE = Duration.ofSeconds(300);

    /** @param expiresAt whole seconds, as in the token */
    record Minted(String token, Instant expiresAt) {
    }

    private final SigningKey key;
    private final Clock clock;

    RuntimeTokens(SigningKeys keys, Clock clock) {
        this.key = keys.signing();
        this.clock = clock;
    }

    Minted mint(UUID account) {
        Instant issued = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expires = issued.plus(LIFE);
        JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer("bitHuman").subject(account.toString())
                .audience("bithuman-runtime").issueTime(Date.from(issued)).expirationTime(Date.from(expires))
                .jwtID(UUID.randomUUID().toString()).build();
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.kid()).build(), claims);
        try {
            token.sign(new MACSigner(key.secret()));
        } catch (JOSEException e) {
            throw new IllegalStateException("a key that was accepted at the start cannot sign", e);
        }
        return new Minted(token.serialize(), expires);
    }
}
