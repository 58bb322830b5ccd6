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
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.method.HandlerMethod;

class OperatorTokenTests {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final ApplicationContextRunner node = new ApplicationContextRunner().withUserConfiguration(Door.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(OperatorProperties.class)
    @Import(OperatorToken.class)
    static class Door {
    }

    /** Stands for a handler of this package. */
    static final class Handler {

        public void answer() {
        }
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
    void opensToTheTokenAlone() throws Exception {
        OperatorToken door = new OperatorToken(new OperatorProperties(TOKEN));
        assertThat(door.preHandle(with("Bearer " + TOKEN), new MockHttpServletResponse(), handler())).isTrue();
        assertThat(door.preHandle(with("bearer  " + TOKEN), new MockHttpServletResponse(), handler())).isTrue();
        assertThat(refusal(door, null)).isEqualTo(CommonError.MISSING_AUTH);
        assertThat(new OperatorProperties(TOKEN).toString()).doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "Bearer x", TOKEN, "Basic " + TOKEN, "Bearer " + TOKEN + "0"})
    void whatIsNotTheTokenIsCountedAsAWrongSecret(String authorization) throws Exception {
        assertThat(refusal(new OperatorToken(new OperatorProperties(TOKEN)), authorization))
                .isEqualTo(CommonError.UNAUTHORIZED);
    }

    private static ErrorCode refusal(OperatorToken door, String authorization) throws NoSuchMethodException {
        HandlerMethod handler = handler();
        ErrorCode[] code = new ErrorCode[1];
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> door.preHandle(with(authorization), new MockHttpServletResponse(), handler))
                .satisfies(refusal -> code[0] = refusal.code());
        return code[0];
    }

    private static HandlerMethod handler() throws NoSuchMethodException {
        return new HandlerMethod(new Handler(), "answer");
    }

    private static MockHttpServletRequest with(String authorization) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        if (authorization != null) {
            request.addHeader("Authorization", authorization);
        }
        return request;
    }
}
