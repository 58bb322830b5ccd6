package dev.likeness.bench;

import dev.likeness.browser.BrowserPage;
import dev.likeness.browser.Chromium;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How soon a visitor sees something, and what looking at it takes; {@code src/bench/page} starts it. */
final class PageSpeed {

    private static final String CODE = "A00SHW0001";
    /** Notes when the first picture was there, when the film ran, and when each of its frames was drawn. */
    private static final String WATCH = """
            (() => {
              const seen = window.seen = { drawn: [] };
              let last = -1;
              const drawImage = CanvasRenderingContext2D.prototype.drawImage;
              CanvasRenderingContext2D.prototype.drawImage = function (picture, ...where) {
                seen.picture ??= performance.now();
                if (picture instanceof HTMLVideoElement && picture.currentTime > 0) {
                  seen.film ??= performance.now();
                  if (picture.currentTime !== last) { seen.drawn.push(performance.now()); }
                  last = picture.currentTime;
                }
                return drawImage.call(this, picture, ...where);
              };
            })()""";
    private static final String SENTENCE = "We will look at seven places where people have always wanted to live, "
            + "and find out why most of them moved away again. ";

    private PageSpeed() {
    }

    /** @param kind of what is watched */
    private record Watched(String kind, double fps, double late, double cores) {
    }

    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[2]);
        int times = args.length > 3 ? Integer.parseInt(args[3]) : 20;
        int seconds = args.length > 4 ? Integer.parseInt(args[4]) : 20;
        Caller caller = new Caller(home.resolve("server.log"));
        int port = Caller.freePort();
        Process server = caller.start(Path.of(args[0]), List.of(), Path.of(args[1]), port,
                home.toAbsolutePath().resolve("var"), Map.of("LIKENESS_GENERATION_SHOWCASE", "true"));
        try {
            String url = "http://localhost:" + port + "/embed/" + CODE;
            caller.await(server, () -> caller.get(url, "none").contains("data-state=\"poster\""));
            measure(url, times, seconds);
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static void measure(String url, int times, int seconds) throws Exception {
        try (Chromium browser = Chromium.open("--autoplay-policy=no-user-gesture-required")) {
            List<Double> pictures = new ArrayList<>();
            List<Double> films = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                BrowserPage page = open(browser, url);
                pictures.add(page.see("seen.picture").asDouble());
                films.add(page.see("seen.film").asDouble());
                page.close();
            }
            BrowserPage page = open(browser, url);
            List<Watched> watched = new ArrayList<>();
            watched.add(watch(browser, page, "at rest", seconds));
            page.see("document.getElementById('line').value = '" + SENTENCE.repeat(Math.max(1, seconds / 5)) + "'");
            page.click("send");
            page.until("document.getElementById('caption').textContent !== ''");
            watched.add(watch(browser, page, "speaking", seconds));
            print(pictures, films, watched);
        }
    }

    private static BrowserPage open(Chromium browser, String url) {
        BrowserPage page = browser.page(480, 720);
        page.prepare(WATCH);
        page.go(url);
        page.until("seen.film");
        return page;
    }

    private static Watched watch(Chromium browser, BrowserPage page, String kind, int seconds) throws Exception {
        page.see("seen.drawn = []");
        double before = cores(browser);
        long begin = System.nanoTime();
        Thread.sleep(1000L * seconds);
        double cores = (cores(browser) - before) / ((System.nanoTime() - begin) / 1e9);
        JsonNode drawn = page.see("seen.drawn");
        List<Double> gaps = new ArrayList<>();
        for (int i = 1; i < drawn.size(); i++) {
            gaps.add(drawn.get(i).asDouble() - drawn.get(i - 1).asDouble());
        }
        double span = drawn.get(drawn.size() - 1).asDouble() - drawn.get(0).asDouble();
        return new Watched(kind, gaps.size() / span * 1e3, quantile(gaps, .99), cores);
    }

    private static double cores(Chromium browser) {
        return browser.processes().mapToDouble(Caller::cores).sum();
    }

    private static double quantile(List<Double> values, double share) {
        return values.stream().sorted().skip((long) Math.ceil(share * values.size()) - 1).findFirst().orElseThrow();
    }

    private static void print(List<Double> pictures, List<Double> films, List<Watched> watched) {
        System.out.printf(Locale.ROOT,
                "%d cores, no graphics card%n%n| opened %d times, ms | p50 | p95 |%n|---|--:|--:|%n",
                Runtime.getRuntime().availableProcessors(), pictures.size());
        System.out.printf(Locale.ROOT, "| the first picture | %.0f | %.0f |%n", quantile(pictures, .5),
                quantile(pictures, .95));
        System.out.printf(Locale.ROOT, "| it breathes | %.0f | %.0f |%n%n", quantile(films, .5), quantile(films, .95));
        System.out.println(
                "| watched | frames a second | ms between two, p99 | cores of the browser |\n|---|--:|--:|--:|");
        watched.forEach(one -> System.out.printf(Locale.ROOT, "| %s | %.1f | %.0f | %.2f |%n", one.kind, one.fps,
                one.late, one.cores));
    }
}
