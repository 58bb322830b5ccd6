package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.billing.BillingLinks;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The pages for people: what they load, and who gets the one at the root. */
@WholeServer
class PagesTests {

    private static final String CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";
    private static final Pattern LOADED = Pattern.compile("<(?:script|link|img)[^>]* (?:src|href)=\"([^\"]*)\"");
    private static final Pattern LINKED = Pattern.compile("<a href=\"([^\"]*)\"");

    @LocalServerPort
    private int port;
    @Autowired
    private BillingLinks links;
    private Client nobody;

    @BeforeEach
    void comeWithoutASecret() {
        nobody = new Client("http://localhost:" + port, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/docs", "/docs/", "/docs/worker"})
    void pagesAreAnsweredAtOnceAndLoadAndLinkWhatIsHere(String page) {
        HttpResponse<byte[]> answer = get(page);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse("")).startsWith("default-src 'self'");
        Deque<String> wanted = new ArrayDeque<>();
        String html = new String(answer.body(), StandardCharsets.UTF_8);
        LOADED.matcher(html).results().map(found -> found.group(1)).filter(url -> !url.equals("data:,"))
                .forEach(wanted::add);
        LINKED.matcher(html).results().map(found -> found.group(1)).forEach(wanted::add);
        assertThat(wanted).isNotEmpty().allMatch(url -> url.startsWith("/") && !url.startsWith("//"));
        Set<String> seen = new HashSet<>(wanted);
        seen.forEach(this::get);
    }

    @Test
    void whereRefusalsAndAccountsSendPeopleIsOnThePageAtTheRoot() {
        String html = new String(get("/").body(), StandardCharsets.UTF_8);
        assertThat(List.of(links.upgrade(), links.pricing(), links.topup())).allSatisfy(link -> {
            URI url = URI.create(link);
            assertThat(url.getPath()).isEqualTo("/");
            assertThat(html).contains("id=\"" + url.getFragment() + "\"");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {CHROME + " | 200", "text/html | 200",
            "text/html, application/json;q=0.5 | 200",
            "*/* | 404", "application/json | 404", "application/json, text/html;q=0.9 | 404",
            "application/json, text/plain, */* | 404", "text/html;q=0 | 404", "not a type | 404"})
    void theRootIsAPageForBrowsersAlone(String accept, int status) {
        HttpResponse<byte[]> answer = nobody.bytes("GET", "http://localhost:" + port + "/", "Accept", accept);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().allValues("Vary")).contains("Accept");
        if (status == 404) {
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("\"code\":\"NOT_FOUND\"");
        }
    }

    @Test
    void nothingElseIsAtTheRoot() {
        for (String method : new String[]{"POST", "PUT", "DELETE"}) {
            assertThat(nobody.bytes(method, "http://localhost:" + port + "/", "Accept", CHROME).statusCode()).as(method)
                    .isEqualTo(404);
        }
    }

    /** The library's own page, with its redirects, is not there. */
    @ParameterizedTest
    @ValueSource(strings = {"/swagger-ui.html", "/swagger-ui/index.html", "/openapi/swagger-config"})
    void theLibraryHasNoPageOfItsOwn(String path) {
        assertThat(nobody.bytes("GET", "http://localhost:" + port + path).statusCode()).isEqualTo(404);
    }

    private HttpResponse<byte[]> get(String path) {
        HttpResponse<byte[]> answer = nobody.bytes("GET", "http://localhost:" + port + path, "Accept", CHROME);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer;
    }
}
