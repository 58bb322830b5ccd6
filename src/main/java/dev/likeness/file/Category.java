package dev.likeness.file;

import dev.likeness.common.ApiException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of files, as the API names them. */
enum Category {

    IMAGE("images"), VIDEO("videos"), AUDIO("audio"), DOCUMENT("docs");

    private final String assets;

    Category(String assets) {
        this.assets = assets;
    }

    /** {@code file_type}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code asset_category}. */
    String assets() {
        return assets;
    }

    /** What the caller says it is; empty for {@code auto}. {@code pdf} counts as document. */
    static Optional<Category> declared(@Nullable String fileType) {
        String word = fileType == null ? "" : fileType.strip().toLowerCase(Locale.ROOT);
        if (word.isEmpty() || word.equals("auto")) {
            return Optional.empty();
        }
        if (word.equals("pdf")) {
            return Optional.of(DOCUMENT);
        }
        return Optional.of(Arrays.stream(values()).filter(category -> category.word().equals(word)).findFirst()
                .orElseThrow(() -> ApiException.invalid("file_type",
                        "file_type must be one of: auto, image, video, audio, document")));
    }
}
