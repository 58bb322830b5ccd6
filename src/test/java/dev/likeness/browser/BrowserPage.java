package dev.likeness.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A page in the browser, or a frame of one. */
public final class BrowserPage {

    /** Milliseconds that something in a page is waited for. */
    private static final int PATIENCE = 60_000;

    private final Chromium browser;
    private final String session;

    BrowserPage(Chromium browser, String session) {
        this.browser = browser;
        this.session = session;
        ask("Page.enable", Map.of());
    }

    JsonNode ask(String method, Map<String, Object> parameters) {
        return browser.ask(session, method, parameters);
    }

    /** Runs before anything of each document that is opened from now on. */
    public void prepare(String script) {
        ask("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    public void open(String address) {
        go(address);
        until("location.href === " + quoted(address) + " && document.readyState === 'complete'");
    }

    /** The same without waiting. */
    public void go(String address) {
        ask("Page.navigate", Map.of("url", address));
    }

    /** Frames of other sites stand still until they are told to {@link #run}. */
    public void watchFrames() {
        ask("Target.setAutoAttach", Map.of("autoAttach", true, "waitForDebuggerOnStart", true, "flatten", true));
    }

    public void run() {
        ask("Runtime.runIfWaitingForDebugger", Map.of());
    }

    /** The value of an expression, awaited where it is a promise. */
    public JsonNode see(String expression) {
        return evaluate(expression, false);
    }

    private JsonNode evaluate(String expression, boolean byVisitor) {
        JsonNode said = ask("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true,
                "returnByValue", true, "userGesture", byVisitor));
        if (said.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + said.path("exceptionDetails"));
        }
        return said.path("result").path("value");
    }

    /** Waits until an expression is true, and gives its value. */
    public JsonNode until(String expression) {
        return see("""
                new Promise((yes, no) => {
                  const end = performance.now() + %d;
                  const look = () => {
                    let value = null;
                    try { value = %s; } catch (notYet) { }
                    if (value) { yes(value); }
                    else if (performance.now() > end) { no(new Error("it never came")); }
                    else { setTimeout(look, 15); }
                  };
                  look();
                })""".formatted(PATIENCE, expression));
    }

    /** Counts as done by the visitor. */
    public void click(String id) {
        evaluate("document.getElementById(" + quoted(id) + ").click()", true);
    }

    public void picture(Path file) throws IOException {
        String png = ask("Page.captureScreenshot", Map.of("format", "png")).path("data").asString();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(png));
    }

    public void close() {
        ask("Page.close", Map.of());
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
