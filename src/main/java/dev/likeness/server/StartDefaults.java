package dev.likeness.server;

import dev.likeness.common.StartRefusedException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/**
 * Settings whose default depends on how the server is run: with the embedded database it is one node on somebody's
 * machine, and the sandbox is on (CONTRACT 12). The profile {@code production} refuses the sandbox.
 */
class StartDefaults implements EnvironmentPostProcessor {

    private static final String SANDBOX = "likeness.sandbox.enabled";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        checkDataFolder(environment.getProperty("likeness.data-dir", "./var"));
        boolean embedded = environment.getProperty("spring.datasource.url", "embedded").equals("embedded");
        boolean production = environment.acceptsProfiles(Profiles.of("production"));
        boolean sandbox = environment.getProperty(SANDBOX, Boolean.class, embedded && !production);
        if (production && sandbox) {
            throw new StartRefusedException("The sandbox cannot run under the profile 'production'.",
                    "Unset LIKENESS_SANDBOX_ENABLED, or start without that profile.");
        }
        Map<String, Object> defaults = new HashMap<>();
        defaults.put(SANDBOX, sandbox);
        defaults.put("likeness.job.sole-node", embedded);
        defaults.put("likeness.egress.allow-private", sandbox ? "loopback" : "none");
        defaults.put("likeness.webhooks.allow-http", sandbox);
        defaults.put("likeness.conversation.repeats", sandbox);
        if (embedded && sandbox) {
            // Its doors need no secret: open on a laptop to the laptop alone.
            defaults.put("server.address", "127.0.0.1");
        }
        environment.getPropertySources().addLast(new MapPropertySource("likeness start defaults", defaults));
    }

    /**
     * Java names files as the locale does. Under C that is ASCII: other letters are lost before anybody sees them, and files
     * would be made in a folder beside the one that was meant.
     */
    private static void checkDataFolder(String name) {
        String whole = name;
        try {
            if (!Path.of(name).isAbsolute()) {
                whole = System.getProperty("user.dir") + "/" + name;
            }
            if (!whole.contains("\uFFFD")) {
                return;
            }
        } catch (InvalidPathException _) {
            // Said below.
        }
        throw new StartRefusedException("The data folder \"" + whole
                + "\" has letters that file names cannot have under this locale ("
                + System.getProperty("sun.jnu.encoding") + ").",
                "Start with LC_ALL=C.UTF-8, or set LIKENESS_DATA_DIR to a folder named in ASCII.");
    }
}
