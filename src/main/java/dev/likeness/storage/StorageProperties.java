package dev.likeness.storage;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param dataDir folder of everything this installation keeps in files; relative to the working directory
 * @param publicUrl how clients reach this server, such as {@code https://api.example.com}; without it URLs repeat the
 *     address of the request they answer, which a proxy in front may hide
 */
@Validated
@ConfigurationProperties("likeness")
public record StorageProperties(@NotBlank @DefaultValue("./var") String dataDir,
        @Nullable @Pattern(regexp = "(https?://[^?#\\s]+)?") String publicUrl, @Valid @DefaultValue Storage storage) {

    /** Where objects are kept. */
    enum Kind {
        FILES, S3
    }

    /**
     * @param kind in files of the data folder, which serves a single node, or in S3
     * @param signingKey secret that signs download URLs, the same on every node; without it one is made at the first
     *     start and kept in the data folder, which serves a single node
     */
    record Storage(@NotNull @DefaultValue("files") Kind kind, @Nullable @Size(min = 32) String signingKey) {
    }

    /** The folder of the objects that are kept in files. */
    public Path objects() {
        return Path.of(dataDir, "objects");
    }

    Path signingKeyFile() {
        return Path.of(dataDir, "signing-key");
    }
}
