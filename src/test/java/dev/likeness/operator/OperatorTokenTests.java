package dev.likeness.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.ErrorCode;
import dev.likeness.common.StartRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletRequest;

class OperatorTokenTests {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final ApplicationContextRunner node = new ApplicationContextRunner().withUserConfiguration(Door.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(OperatorProperties.class)
    @Import(OperatorToken.class)
    static class Door {
    }

    @Test
    void thereIsNoDoorUntilATokenIsSet() {
        node.run(context -> assertThat(context).doesNotHaveBean(OperatorToken.class));
        node.withPropertyValues("likeness.operator.token=")
                .run(context -> assertThat(context).doesNotHaveBean(OperatorToken.class));
    }

    @Test
    void aShortTokenIsRefusedInASentence() {
        node.withPropertyValues("likeness.operator.token=" + TOKEN.substring(1)).run(context -> assertThat(context)
                .getFailure().rootCause().isInstanceOfSatisfying(StartRefusedException.class, refusal -> {
                    assertThat(refusal.sentence()).contains("shorter than 32");
                    assertThat(refusal.remedy()).contains("LIKENESS_OPERATOR_TOKEN");
                }));
    }

    @Test
    void opensToTheTokenAlone() {
        OperatorToken door = new OperatorToken(new OperatorProperties(TOKEN));
        door.check(with("Bearer " + TOKEN));
        door.check(with("bearer  " + TOKEN));
        assertThat(refusal(door, null)).isEqualTo(CommonError.MISSING_AUTH);
        assertThat(new OperatorProperties(TOKEN).toString()).doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "Bearer x", TOKEN, "Basic " + TOKEN, "Bearer " + TOKEN + "0"})
    void whatIsNotTheTokenIsCountedAsAWrongSecret(String authorization) {
        assertThat(refusal(new OperatorToken(new OperatorProperties(TOKEN)), authorization))
                .isEqualTo(CommonError.UNAUTHORIZED);
    }

    private static ErrorCode refusal(OperatorToken door, String authorization) {
        ErrorCode[] code = new ErrorCode[1];
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> door.check(with(authorization)))
                .satisfies(refusal -> code[0] = refusal.code());
        return code[0];
    }

    private static MockHttpServletRequest with(String authorization) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        if (authorization != null) {
            request.addHeader("Authorization", authorization);
        }
        return request;
    }
}
