package dev.likeness.generation;

import dev.likeness.avatar.Portraits;
import dev.likeness.avatar.Subject;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Whether the subject is a photorealistic human (CONTRACT 3.1): looks at the image if there is one, else at the prompt.
 * What it cannot tell, or not in time, it lets through.
 */
@Component
class SubjectGate implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(SubjectGate.class);

    private final Portraits portraits;
    private final Inputs inputs;
    private final GenerationProperties properties;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    SubjectGate(Portraits portraits, Inputs inputs, GenerationProperties properties) {
        this.portraits = portraits;
        this.inputs = inputs;
        this.properties = properties;
    }

    /** What it looks or sounds like, in the words of the refusal; empty when it may be a human. */
    Optional<String> mismatch(@Nullable Upload image, @Nullable String prompt) {
        if (image != null) {
            return switch (subject(image)) {
                case HUMAN -> Optional.empty();
                case DRAWING -> Optional.of("this image looks like a cartoon");
                case ANIMAL -> Optional.of("this image looks like an animal");
                case NOBODY -> Optional.of("this image looks like it shows no human face");
            };
        }
        return prompt == null
                ? Optional.empty()
                : SubjectWords.otherThanHuman(prompt).map(what -> "this description sounds like " + what);
    }

    /** What cannot be looked at, for whatever reason, may be a human: the build will say what is wrong with it. */
    private Subject subject(Upload image) {
        Future<Subject> look = threads.submit(() -> portraits.subject(inputs.peek(image)));
        try {
            return look.get(properties.classifierPatience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Subject.HUMAN;
        } catch (Exception e) {
            LOG.info("The subject could not be looked at: {}", e.toString());
            look.cancel(true);
            return Subject.HUMAN;
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
