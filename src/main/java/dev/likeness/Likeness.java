package dev.likeness;

import dev.likeness.imx.ImxCommand;
import dev.likeness.server.AuditCommand;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The server, or one of its commands: {@code java -jar likeness.jar [imx info|verify|upgrade FILE | audit]}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Likeness {

    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";
    private static final int FEWEST_CARRIERS = 16;

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("imx")) {
            System.exit(ImxCommand.run(Arrays.copyOfRange(args, 1, args.length), System.out, System.err));
        }
        if (args.length > 0 && args[0].equals("audit")) {
            System.exit(AuditCommand.run(Arrays.copyOfRange(args, 1, args.length), System.out, System.err));
        }
        provideCarriers();
        SpringApplication.run(Likeness.class, args);
    }

    /** More than cores: one that is held while a class is loaded must not be one of two (see web.WarmingExecutor). */
    private static void provideCarriers() {
        if (System.getProperty(CARRIERS) == null) {
            int cores = Runtime.getRuntime().availableProcessors();
            System.setProperty(CARRIERS, String.valueOf(Math.max(FEWEST_CARRIERS, cores)));
        }
    }
}
