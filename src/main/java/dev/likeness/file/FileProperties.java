package dev.likeness.file;

import dev.likeness.media.Category;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of uploads; the defaults are CONTRACT 1.3 and 6.
 *
 * @param maxPixels of a picture, by its header: 40 megapixels take 160 MB once somebody decodes them
 */
@Validated
@ConfigurationProperties("likeness.file")
record FileProperties(@NotNull @DefaultValue("10MB") DataSize maxImage,
        @NotNull @DefaultValue("100MB") DataSize maxVideo, @NotNull @DefaultValue("50MB") DataSize maxAudio,
        @NotNull @DefaultValue("10MB") DataSize maxDocument, @Positive @DefaultValue("40000000") long maxPixels) {

    /** Bytes of a file that is said to be one thing and can be another at most; empty where that is open. */
    long most(Optional<Category> said, Optional<Category> possible) {
        return Stream.concat(said.stream(), possible.stream()).mapToLong(category -> limit(category).toBytes())
                .reduce(maxVideo.toBytes(), Math::min);
    }

    DataSize limit(Category category) {
        return switch (category) {
            case IMAGE -> maxImage;
            case VIDEO -> maxVideo;
            case AUDIO -> maxAudio;
            case DOCUMENT -> maxDocument;
        };
    }
}
