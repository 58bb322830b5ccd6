package dev.likeness.billing.statement;

import dev.likeness.common.ApiException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An inclusive bound of time as clients write it in a query: ISO-8601 with {@code Z}, with an offset, or without one
 * (UTC), or a whole day. The plus of an offset may arrive as a blank, which is what an unescaped {@code +} means there.
 */
final class TimeBound {

    private static final Pattern FORM = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)(?:[T ](\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)(?:(Z)|([+ -])(\\d\\d):?(\\d\\d)?)?)?",
            Pattern.CASE_INSENSITIVE);

    private TimeBound() {
    }

    /** The earliest instant meant; null for no bound. Raises {@code VALIDATION_ERROR} naming the field. */
    static @Nullable Instant first(String field, @Nullable String text) {
        return parse(field, text, false);
    }

    /** The last instant meant: of a whole day its last microsecond. */
    static @Nullable Instant last(String field, @Nullable String text) {
        return parse(field, text, true);
    }

    private static @Nullable Instant parse(String field, @Nullable String text, boolean dayEnds) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Matcher form = FORM.matcher(text.strip());
        try {
            if (form.matches()) {
                return instant(form, dayEnds);
            }
        } catch (DateTimeException e) {
            // A day or an hour that does not exist: refused like any other text.
        }
        throw ApiException.invalid(field, field + " must be an ISO-8601 time, such as 2026-01-31T12:00:00Z");
    }

    private static Instant instant(Matcher form, boolean dayEnds) {
        if (form.group(2) == null) {
            LocalDate day = LocalDate.parse(form.group(1));
            return dayEnds
                    ? day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1_000)
                    : day.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        String offset = "Z";
        if (form.group(5) != null) {
            String minutes = form.group(6) == null ? "00" : form.group(6);
            offset = ("-".equals(form.group(4)) ? "-" : "+") + form.group(5) + ":" + minutes;
        }
        return OffsetDateTime.parse(form.group(1) + "T" + form.group(2) + offset).toInstant();
    }
}
