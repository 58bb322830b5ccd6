package dev.likeness;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The server: {@code mvn spring-boot:run} or {@code java -jar likeness.jar}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Likeness {

    public static void main(String[] args) {
        SpringApplication.run(Likeness.class, args);
    }
}
