package dev.likeness.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which operation takes from which bucket: CONTRACT 1.5, those to come included. */
class WhichBucketTests {

    @ParameterizedTest
    @CsvSource({"POST,/v1/agent/generate,GENERATE", "POST,/v1/agent/{code}/models,GENERATE",
            "POST,/v1/dynamics/generate,GENERATE", "POST,/v1/video/generate,GENERATE", "POST,/v1/agent/{code},WRITE",
            "DELETE,/v1/agent/{code},WRITE", "PUT,/v1/dynamics/{agent_id},WRITE", "PATCH,/v2/organizations/{id},WRITE",
            "POST,/v1/files/upload,WRITE", "POST,/v1/tts,WRITE", "POST,/v1/audio/speech,WRITE",
            "POST,/v1/runtime-sessions/{session_id}/end,WRITE", "GET,/v1/agent/{code},READ",
            "GET,/v1/agent/{code}/events,READ", "HEAD,/v1/agents,READ", "GET,/v1/video/{job_id},READ",
            "GET,/v2/credit-summaries,READ", "GET,/v1/runtime-sessions/{session_id},READ", "GET,/v1/pricing,READ",
            "POST,/v1/runtime-tokens/request,NONE", "POST,/v1/meter/beats,NONE", "POST,/v1/auth/validate,NONE",
            "POST,/v1/validate,NONE", "POST,/v1/webhooks,NONE", "GET,/v1/webhooks/{id}/deliveries,NONE",
            "POST,/v1/runtime/anything,NONE", "GET,/health/ready,NONE", "POST,/sandbox/clock,NONE",
            "POST,/operator/audit,NONE", "POST,/v1/worker/claim,NONE", "GET,/objects/{*key},NONE",
            "POST,/v1/realtime/ephemeral-token,REALTIME", "GET,/v1/me,ADDRESS",
            "POST,/v1/embed-tokens/request,ADDRESS", "GET,/embed/*/room,ADDRESS",
            "POST,/v1/runtime-tokens/mint,ADDRESS"})
    void eachOperationHasItsMeter(String method, String path, Meter meter) {
        assertThat(Meter.of(method, path)).isEqualTo(meter);
    }
}
