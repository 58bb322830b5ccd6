package dev.likeness.file;

import dev.likeness.media.Category;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
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

    DataSize limit(Category category) {
        return switch (category) {
            case IMAGE -> maxImage;
            case VIDEO -> maxVideo;
            case AUDIO -> maxAudio;
            case DOCUMENT -> maxDocument;
        };
    }
}
