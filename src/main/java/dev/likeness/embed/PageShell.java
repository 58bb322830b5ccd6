package dev.likeness.embed;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.util.StreamUtils;
import org.springframework.web.util.HtmlUtils;

/** The two pages, with what they are told in place of {@code {{name}}}; what is told is text, wherever it stands. */
@Component
class PageShell {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private final String avatar = read("index.html");
    private final String refused = read("refused.html");

    void avatar(HttpServletResponse response, Map<String, String> told) throws IOException {
        write(response, HttpServletResponse.SC_OK, avatar, told);
    }

    void refused(HttpServletResponse response, int status, Map<String, String> told) throws IOException {
        write(response, status, refused, told);
    }

    private static void write(HttpServletResponse response, int status, String page, Map<String, String> told)
            throws IOException {
        byte[] bytes = PLACE.matcher(page).replaceAll(place -> Matcher.quoteReplacement(
                HtmlUtils.htmlEscape(told.getOrDefault(place.group(1), ""), StandardCharsets.UTF_8.name())))
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static String read(String name) {
        try (InputStream in = PageShell.class.getResourceAsStream("/embed/" + name)) {
            return StreamUtils.copyToString(in, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
