package dev.likeness.embed.mind;

import dev.likeness.agent.Agent;
import dev.likeness.voice.heard.Ears;
import dev.likeness.voice.heard.SpeechSense;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Who listens to visitors. */
@Component
public class Listeners implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final int LONGEST = 2_000;

    private final Endpoints endpoints;
    private final Transcriber transcriber;
    private final Ears ears = new Ears();
    /** Platform threads that are used again: src/docs/decisions.md. */
    private final ExecutorService threads = Executors.newFixedThreadPool(
            Math.max(2, Runtime.getRuntime().availableProcessors()),
            Thread.ofPlatform().daemon().name("room-listener-", 0).factory());

    Listeners(Endpoints endpoints, Transcriber transcriber) {
        this.endpoints = endpoints;
        this.transcriber = transcriber;
    }

    /** Whether somebody writes down what is said to an agent. */
    public boolean listen(UUID account, String agentCode) {
        return endpoints.transcription(account, agentCode).isPresent();
    }

    public Listener listener(Speaks visitor) {
        return new Listener(this, visitor, new SpeechSense(ears));
    }

    void soon(Runnable hearing) {
        if (!threads.isShutdown()) {
            threads.execute(hearing);
        }
    }

    void write(Speaks visitor, byte[] turn) throws InterruptedException {
        Agent agent = visitor.agent();
        Endpoint model = endpoints.transcription(agent.accountId(), agent.code()).orElse(null);
        if (model == null) {
            return;
        }
        String text;
        try {
            text = transcriber.text(model, visitor.roomId(), turn);
        } catch (ModelFailedException e) {
            LOG.warn("Nobody writes down what is said to {}: {} {}", agent.code(), model, e.getMessage());
            visitor.notice("You could not be understood at the moment. You can still write.");
            return;
        }
        if (!text.isEmpty()) {
            String bounded = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
            visitor.said(new String(bounded.replace("\0", "").getBytes(StandardCharsets.UTF_8),
                    StandardCharsets.UTF_8));
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
