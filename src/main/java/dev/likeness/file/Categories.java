package dev.likeness.file;

import dev.likeness.common.ApiException;
import dev.likeness.media.Category;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Kinds of files, as the API names them. */
final class Categories {

    private Categories() {
    }

    /** {@code file_type}. */
    static String word(Category category) {
        return category.name().toLowerCase(Locale.ROOT);
    }

    /** {@code asset_category}. */
    static String assets(Category category) {
        return switch (category) {
            case IMAGE -> "images";
            case VIDEO -> "videos";
            case AUDIO -> "audio";
            case DOCUMENT -> "docs";
        };
    }

    /** What the caller says it is; empty for {@code auto}. {@code pdf} counts as document. */
    static Optional<Category> declared(@Nullable String fileType) {
        String word = fileType == null ? "" : fileType.strip().toLowerCase(Locale.ROOT);
        if (word.isEmpty() || word.equals("auto")) {
            return Optional.empty();
        }
        if (word.equals("pdf")) {
            return Optional.of(Category.DOCUMENT);
        }
        return Optional.of(Arrays.stream(Category.values()).filter(category -> word(category).equals(word)).findFirst()
                .orElseThrow(() -> ApiException.invalid("file_type",
                        "file_type must be one of: auto, image, video, audio, document")));
    }
}
