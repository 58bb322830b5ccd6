package dev.likeness.server;

import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says that the server is ready and how to call it. The secret itself is printed once, when it is made. */
@Component
class Greeting {

    private static final Logger log = LoggerFactory.getLogger(Greeting.class);

    private final Path secret;

    Greeting(@Value("${likeness.data-dir}") Path dataDir) {
        secret = dataDir.resolve("api-secret");
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        if (!(event.getApplicationContext() instanceof ServletWebServerApplicationContext context)
                || context.getWebServer() == null) {
            return;
        }
        String origin = "http://localhost:" + context.getWebServer().getPort();
        String credential = Files.exists(secret) ? "$(cat " + secret + ")" : "<your secret>";
        log.info("Likeness is ready at {} (reference: {}/docs). Try:\n\n  curl -s -H \"api-secret: {}\" {}/v1/me\n",
                origin, origin, credential, origin);
    }
}
