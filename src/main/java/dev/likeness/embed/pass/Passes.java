package dev.likeness.embed.pass;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.likeness.common.Hmac;
import dev.likeness.common.Model;
import dev.likeness.runtime.beat.TokenKey;
import dev.likeness.runtime.beat.TokenKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Signs and reads what visitors show: the token that opens a room, and the name under which a participant comes back into
 * it, on any node.
 */
@Component
public class Passes {

    private static final Duration LIFE = Duration.ofHours(1);
    private static final String AUDIENCE = "bithuman-embed";
    private static final int LONGEST = 4096;

    private final List<TokenKey> keys;
    private final List<Hmac> participants;
    private final Clock clock;

    Passes(TokenKeys keys, Clock clock) {
        this.keys = keys.derived(AUDIENCE);
        this.participants = keys.derived("likeness-participant").stream().map(key -> new Hmac(key.secret())).toList();
        this.clock = clock;
    }

    public String token(Pass pass) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer("bitHuman").audience(AUDIENCE)
                .jwtID(UUID.randomUUID().toString()).issueTime(Date.from(now)).expirationTime(Date.from(now.plus(LIFE)))
                .claim("agent", pass.agent()).claim("fingerprint", pass.fingerprint()).claim("sid", pass.sid())
                .claim("model", pass.model() == null ? null : pass.model().slug())
                .claim("endUserId", pass.endUserId()).claim("key", pass.key()).build();
        TokenKey key = keys.getFirst();
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.kid()).build(), claims);
        try {
            token.sign(new MACSigner(key.secret()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    /**
     * What a token says; nothing where it is none of ours, or no longer good.
     *
     * @param returning whether somebody comes back: the token may have run out meanwhile
     */
    public Optional<Pass> read(String text, boolean returning) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            SignedJWT token = SignedJWT.parse(text);
            JWTClaimsSet claims = token.getJWTClaimsSet();
            boolean good = token.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256) && signed(token)
                    && claims.getAudience().contains(AUDIENCE)
                    && (returning || claims.getExpirationTime().toInstant().isAfter(clock.instant()));
            return good ? Optional.of(pass(claims)) : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    private boolean signed(SignedJWT token) throws JOSEException {
        for (TokenKey key : keys) {
            if (key.kid().equals(token.getHeader().getKeyID()) && token.verify(new MACVerifier(key.secret()))) {
                return true;
            }
        }
        return false;
    }

    private static Pass pass(JWTClaimsSet claims) throws ParseException {
        String model = claims.getStringClaim("model");
        return new Pass(claims.getStringClaim("agent"), claims.getStringClaim("fingerprint"),
                claims.getStringClaim("sid"), model == null ? null : Model.of(model).orElse(null),
                claims.getStringClaim("endUserId"), claims.getStringClaim("key"));
    }

    /** A name for somebody new in a room, with which nobody but they can come back. */
    public String participant(String agent, String room) {
        String name = room + "." + UUID.randomUUID().toString().replace("-", "");
        return name + "." + seal(participants.getFirst(), agent, name);
    }

    /** The room that a participant of an agent was in; nothing where the name is not one of ours. */
    public Optional<String> room(String agent, @Nullable String participant) {
        int end = participant == null || participant.length() > LONGEST ? -1 : participant.lastIndexOf('.');
        if (participant == null || end < 0) {
            return Optional.empty();
        }
        String name = participant.substring(0, end);
        byte[] shown = participant.substring(end + 1).getBytes(StandardCharsets.UTF_8);
        boolean ours = participants.stream().anyMatch(
                key -> MessageDigest.isEqual(seal(key, agent, name).getBytes(StandardCharsets.UTF_8), shown));
        return ours ? Optional.of(name.substring(0, name.lastIndexOf('.'))) : Optional.empty();
    }

    private static String seal(Hmac key, String agent, String name) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(key.of((agent + " " + name).getBytes(StandardCharsets.UTF_8)));
    }
}
