package dev.likeness.foreman;

import dev.likeness.common.AccessKeys;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.StartRefusedException;
import dev.likeness.common.file.PrivateFile;
import dev.likeness.job.Jobs;
import dev.likeness.web.CallerKind;
import dev.likeness.web.Credentials;
import dev.likeness.web.Doorkeeper;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Knows workers by their keys: {@code worker-key} or {@code Authorization:
 * Bearer}. Without one {@code MISSING_AUTH}, with another {@code UNAUTHORIZED}, counted as a wrong secret is. A secret of
 * an account opens nothing here.
 */
@Component
class WorkerKeys implements Doorkeeper {

    static final String HEADER = "worker-key";

    private static final Logger LOG = LoggerFactory.getLogger(WorkerKeys.class);
    private static final int SHORTEST = 32;

    private final AccessKeys known;

    WorkerKeys(WorkerProperties properties, Jobs jobs, @Value("${likeness.data-dir}") Path dataDir) {
        List<String> keys = properties.workerKeys().stream().map(String::strip).filter(key -> !key.isEmpty()).toList();
        if (keys.isEmpty() && !jobs.workerModels().isEmpty()) {
            PrivateFile file = new PrivateFile(dataDir.resolve("worker-key"));
            keys = List.of(file.orCreate(AccessKeys::random));
            LOG.info("Workers outside this process build {}; their key is in {}", jobs.workerModels(), file.path());
        }
        for (String key : keys) {
            if (key.length() < SHORTEST) {
                throw new StartRefusedException("A worker key is shorter than " + SHORTEST + " characters.",
                        "Set LIKENESS_JOB_WORKER_KEYS to longer ones, such as the output of: openssl rand -hex 32");
            }
        }
        known = new AccessKeys(keys);
    }

    @Override
    public CallerKind kind() {
        return CallerKind.WORKER;
    }

    @Override
    public void check(HttpServletRequest request) {
        String key = presented(request);
        if (key == null) {
            throw new ApiException(CommonError.MISSING_AUTH, "Missing worker-key header");
        }
        if (!known.contain(key.strip())) {
            throw new ApiException(CommonError.UNAUTHORIZED, "Invalid worker key");
        }
    }

    private static @Nullable String presented(HttpServletRequest request) {
        String key = request.getHeader(HEADER);
        if (key != null && !key.isBlank()) {
            return key;
        }
        return Credentials.bearer(request);
    }
}
