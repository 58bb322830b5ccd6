package dev.likeness.runtime.beat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.likeness.common.StartRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeTokensTests {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final String FIRST = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String SECOND = Base64.getEncoder().encodeToString("0123456789abcdef".repeat(2).getBytes());

    @TempDir
    private Path data;

    @Test
    void aTokenHoldsExactlyWhatTheContractLists() throws Exception {
        TokenKeys keys = keys(List.of("k2:" + SECOND, "k1:" + FIRST));
        UUID account = UUID.randomUUID();
        RuntimeTokens.Minted minted = new RuntimeTokens(keys, Clock.fixed(NOW, ZoneOffset.UTC)).mint(account);
        SignedJWT token = SignedJWT.parse(minted.token());
        assertThat(token.verify(new MACVerifier(Base64.getDecoder().decode(SECOND)))).isTrue();
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.HS256);
        assertThat(token.getHeader().getKeyID()).isEqualTo("k2");
        var claims = token.getJWTClaimsSet();
        assertThat(claims.getClaims()).containsOnlyKeys("iss", "sub", "aud", "iat", "exp", "jti");
        assertThat(claims.getIssuer()).isEqualTo("bitHuman");
        assertThat(claims.getSubject()).isEqualTo(account.toString());
        assertThat(claims.getAudience()).containsExactly("bithuman-runtime");
        assertThat(claims.getIssueTime().toInstant()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(claims.getExpirationTime().toInstant()).isEqualTo(minted.expiresAt())
                .isEqualTo("2026-01-02T03:09:05Z");
        assertThat(token.getPayload().toString()).contains("\"aud\":\"bithuman-runtime\"");
    }

    @Test
    void theKeyThatIsMadeOnceIsKeptForItsOwnerOnly() throws Exception {
        TokenKey made = keys(List.of()).signing();
        TokenKey again = keys(List.of()).signing();
        assertThat(again.kid()).isEqualTo(made.kid());
        assertThat(again.secret()).isEqualTo(made.secret()).hasSize(32);
        Path file = data.resolve("runtime-signing-key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    void aKeyThatCannotSignRefusesTheStart() {
        for (String wrong : List.of("nokid", ":" + FIRST, "k:***", "k:c2hvcnQ=")) {
            assertThatThrownBy(() -> keys(List.of(wrong))).isInstanceOf(StartRefusedException.class)
                    .hasMessageNotContaining(FIRST);
        }
    }

    private TokenKeys keys(List<String> settings) {
        return new TokenKeys(
                new TokenProperties(settings), data);
    }
}
