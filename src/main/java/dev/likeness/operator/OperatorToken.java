package dev.likeness.operator;

import dev.likeness.common.AccessKeys;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.StartRefusedException;
import dev.likeness.web.CallerKind;
import dev.likeness.web.Credentials;
import dev.likeness.web.Doorkeeper;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Knows the operator by the token: {@code Authorization: Bearer}. Without
 * one {@code MISSING_AUTH}, with another {@code UNAUTHORIZED}, which is counted as a wrong secret is (CONTRACT 1.1).
 */
@Component
@OperatorDoor
class OperatorToken implements Doorkeeper {

    private static final int SHORTEST = 32;

    private final AccessKeys known;

    OperatorToken(OperatorProperties properties) {
        String token = properties.token().strip();
        if (token.length() < SHORTEST) {
            throw new StartRefusedException("The operator's token is shorter than " + SHORTEST + " characters.",
                    "Set LIKENESS_OPERATOR_TOKEN to a longer one, such as the output of: openssl rand -hex 32");
        }
        known = new AccessKeys(List.of(token));
    }

    @Override
    public CallerKind kind() {
        return CallerKind.OPERATOR;
    }

    @Override
    public void check(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || authorization.isBlank()) {
            throw new ApiException(CommonError.MISSING_AUTH, "Missing the operator's token");
        }
        String token = Credentials.bearer(request);
        if (token == null || !known.contain(token)) {
            throw new ApiException(CommonError.UNAUTHORIZED, "Invalid operator token");
        }
    }
}
