package dev.likeness.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The embed page in a browser, against a room that stands in for the server's. Pictures: target/browser. */
class EmbedPageTests {

    private static final Path PICTURES = Path.of("target/browser");
    /** Of the two policies the one a visitor's browser has: no sound before a click. */
    private static final String AS_VISITORS = "--autoplay-policy=document-user-activation-required";
    private static final String READ = """
            import('/embed/assets/imx.js').then(async ({ ImxFile }) => {
              const file = await ImxFile.open('%s', %s);
              for (const name of Object.keys(file.manifest.entries)) { await file.blob(name); }
              return Object.keys(file.manifest.entries).length;
            })""";

    private static EmbedSite site;
    private static Chromium browser;
    /** The stand-in, as a script. */
    private static String room;
    private BrowserPage page;

    @BeforeAll
    static void openTheBrowser() throws IOException {
        browser = Chromium.open(AS_VISITORS);
        site = new EmbedSite();
        room = Chromium.script("watch.js") + Chromium.script("room.js");
    }

    @AfterAll
    static void closeTheBrowser() {
        if (site != null) {
            site.close();
            browser.close();
        }
    }

    @BeforeEach
    void openAWindow() {
        page = browser.page(480, 720);
        page.prepare(room);
    }

    @AfterEach
    void closeTheWindow() {
        page.close();
    }

    /** The avatar breathes, and may be heard. */
    private void meet(BrowserPage where) {
        where.until("!document.getElementById('start').hidden");
        where.click("start");
        where.until("room.film && room.film.currentTime > 0 && document.body.dataset.state === 'live'");
        where.see("""
                import('/embed/assets/imx.js').then(({ ImxFile }) => ImxFile.open('/avatar.imx'))
                  .then(file => file.json('mouth/cells.json')).then(({ cells }) => {
                    const gap = cell => cell.parameters.gap - 9 * (cell.parameters.width < 1);
                    room.open = cells.reduce((best, cell, i) => gap(cell) > gap(cells[best]) ? i : best, 0);
                  })""");
    }

    private void open() {
        page.open(site.address() + "/embed/A1");
        meet(page);
    }

    @Test
    void readsWhatTheWriterWroteByParts() {
        page.open(site.address() + "/embed/A1");
        site.ranges.clear();

        assertThat(page.see(READ.formatted("/avatar.imx", "null")).asInt()).isEqualTo(9);

        assertThat(site.ranges).hasSizeGreaterThan(1).allMatch(range -> range.startsWith("bytes="));
    }

    @Test
    void readsAFileThatComesInOnePiece() {
        page.open(site.address() + "/embed/A1");

        assertThat(page.see(READ.formatted("/whole.imx", "null")).asInt()).isEqualTo(9);
        assertThat(refused("/whole.imx", "'" + "0".repeat(64) + "'")).startsWith("altered: the file");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 30, 500, 2360, 3000, 9000, 70_000, 178_000, 190_000, 900_000})
    void refusesAFileOfWhichOneBitWasChanged(int offset) {
        page.open(site.address() + "/embed/A1");

        assertThat(refused("/altered-" + offset + ".imx", "null")).matches("(not an|altered|truncated|unsupported).*");
    }

    private String refused(String file, String sha256) {
        return page.see(READ.formatted(file, sha256) + ".then(() => 'read', refused => refused.message)").asString();
    }

    @Test
    void movesTheMouthWithTheSoundAndRestsBeforeAndAfter() throws IOException {
        open();
        page.see("room.watchMouth()");
        page.until("room.seen.length > 10");

        page.see("room.speak('m1', 0, false, 'The first sentence.', 1.2, room.open)");
        page.see("room.speak('m1', 1, true, 'The second sentence.', 1.6, room.open)");
        page.until("room.states('m1').startsWith('started')");
        page.until("room.captions.includes('The first sentence.')");
        page.picture(PICTURES.resolve("speaking.png"));
        page.until("document.getElementById('caption').textContent === 'The second sentence.'");
        page.until("room.states('m1') === 'started,finished'");
        page.see("room.over = room.seen.length");
        page.until("room.seen.length > room.over + 10");

        // What a busy machine begins late it begins in the middle.
        page.see("room.began = room.starts.map(({ when, offset }) => when - offset)");
        assertThat(page.see("room.began[1] - room.began[0] - room.starts[0].seconds").asDouble())
                .isBetween(-1e-6, 1e-6);
        double fit = page.see("room.fit(0)").asDouble();
        assertThat(fit).isGreaterThan(.6).isGreaterThan(page.see("room.fit(.12)").asDouble())
                .isGreaterThan(page.see("room.fit(-.12)").asDouble());
        assertThat(page.see("room.travel(false)").asInt()).isLessThan(page.see("room.travel(true)").asInt() / 2);
        assertThat(page.see("room.violations.length").asInt()).isZero();
    }

    @Test
    void fallsSilentAtOnceAndForgetsTheRestOfTheSpeech() {
        open();
        page.see("room.speak('m1', 0, false, 'A long one.', 60, room.open)");
        page.until("room.states('m1') === 'started'");

        page.see("room.tell({ type: 'clear', id: 'c1' })");
        page.see("room.speak('m1', 1, true, 'What nobody waits for any more.', 1, room.open)");
        page.see("room.speak('m2', 0, true, 'The next.', .4, room.open)");

        page.until("room.states('m2') === 'started,finished'");
        assertThat(page.see("room.states('m1')").asString()).isEqualTo("started,cleared");
        assertThat(page.see("room.starts.length").asInt()).isEqualTo(2);
    }

    @Test
    void speaksOnceWhatIsSentTwice() {
        open();
        for (int i = 0; i < 2; i++) {
            page.see("room.speak('m1', 0, true, 'Once.', .4, room.open)");
        }
        page.until("room.states('m1') === 'started,finished'");

        assertThat(page.see("room.starts.length").asInt()).isEqualTo(1);
    }

    @Test
    void playsAGestureWhenNothingIsSpoken() {
        open();
        page.see("fetch('/avatar.imx').then(() => import('/embed/assets/imx.js'))"
                + ".then(({ ImxFile }) => ImxFile.open('/avatar.imx')).then(file => file.blob('base/identity.mp4'))"
                + ".then(clip => { room.hello.gestures = { nod: URL.createObjectURL(clip) }; room.drop(); })");
        page.until("room.opened.length === 2 && document.body.dataset.state === 'live'");
        page.see("room.speak('m1', 0, true, 'First this.', .8, room.open)");
        page.see("room.tell({ type: 'gesture', id: 'g1', action: 'nod' })");
        page.see("room.tell({ type: 'gesture', id: 'g2', action: 'unknown' })");

        page.until("room.clip > 0");
        assertThat(page.see("room.states('m1')").asString()).isEqualTo("started,finished");
        page.see("room.speak('m2', 0, true, 'Then that.', .4, room.open)");
        page.until("room.film.loop === true");
    }

    @Test
    void playsAGestureFromWhereverItCanAndAnotherAfterOneThatCannotBe() {
        open();
        page.see("""
                import('/embed/assets/imx.js').then(async ({ ImxFile }) => {
                  const file = await ImxFile.open('/avatar.imx');
                  const clip = URL.createObjectURL(await file.blob('base/identity.mp4'));
                  // What the file says of its gestures; it has none of them.
                  ImxFile.open = async (...which) => Object.assign(await file, {
                    manifest: { ...file.manifest, gestures: { nod: 'gestures/nod.mp4', wave: 'gestures/wave.mp4' } } });
                  room.hello = { ...room.hello, avatar: { ...room.hello.avatar, sha256: 'of another version' },
                    gestures: { nod: clip, wave: '/nowhere.mp4', laugh: '/avatar.imx' } };
                  room.former = room.film;
                  room.drop();
                })""");
        page.until("room.film !== room.former");
        page.see("room.unhandled = [], addEventListener('unhandledrejection', one => room.unhandled.push(one))");
        page.see("['wave', 'laugh', 'nod'].forEach(one => room.tell({ type: 'gesture', id: one, action: one }))");

        page.until("room.clip > 0");
        page.until("room.film.loop === true");
        assertThat(page.see("room.unhandled.length").asInt()).isZero();
    }

    @Test
    void comesBackAfterADropAndAsksForWhatItMissed() throws IOException {
        open();
        page.see("room.speak('m7', 0, true, 'All of it.', .2, room.open)");
        page.see("room.tell({ type: 'turn', id: 'm8', role: 'agent', text: 'Half of it.' })");
        page.see("room.speak('m8', 0, false, 'Half of it.', .2, room.open)");
        page.see("room.down = true, room.drop()");
        page.until("document.body.dataset.state === 'reconnecting'");
        page.picture(PICTURES.resolve("reconnecting.png"));
        page.see("room.down = false");
        page.until("document.body.dataset.state === 'live'");

        assertThat(page.see("room.opened.at(-1)").asString()).contains("participant=p1").contains("after=m7")
                .contains("token=secret");
    }

    @Test
    void takesASilentLineForDeadAndNotALateLook() {
        page.prepare("""
                const clock = performance.now.bind(performance);
                window.slept = 0;
                performance.now = () => clock() + slept;
                window.setInterval = look => { window.look = look; };""");
        open();
        page.see("look()");
        page.see("room.tell({ type: 'pong', at: 1 })");
        // As in a hidden tab.
        page.see("slept = 60_000, look()");
        page.see("room.tell({ type: 'pong', at: 2 })");
        page.see("slept = 120_000, look()");
        assertThat(page.see("room.opened.length").asInt()).isOne();
        assertThat(page.see("room.sent.filter(said => said.type === 'ping').length").asInt()).isEqualTo(3);

        page.see("look()");

        page.until("room.opened.length === 2 && document.body.dataset.state === 'live'");
    }

    @Test
    void sendsWhatIsTypedAndShowsItOnce() {
        open();
        page.see("document.getElementById('line').value = ' Good day '");
        page.click("send");
        page.see("room.said = room.sent.filter(said => said.type === 'say')");
        assertThat(page.see("room.said.map(said => said.text).join()").asString()).isEqualTo("Good day");
        assertThat(lines()).isOne();

        page.see("room.tell({ type: 'turn', id: 'of somebody else', role: 'user', text: 'Good day' })");
        assertThat(lines()).isEqualTo(2);
        page.see("room.tell({ type: 'turn', id: room.said[0].id, role: 'user', text: 'Good day' })");
        assertThat(lines()).isEqualTo(2);
    }

    private int lines() {
        return page.see("document.querySelectorAll('#turns li').length").asInt();
    }

    @Test
    void showsAnAnswerAsOneTurnAndOnlyWhatWasSaidOfIt() {
        open();
        page.see("room.tell({ type: 'turn', id: 'u', seq: 0, role: 'user', text: 'Tell me.' })");
        for (int part = 0; part < 3; part++) {
            page.see("room.tell({ type: 'turn', id: 'a', seq: " + part + ", role: 'agent', text: 'Part " + part
                    + ".' })");
        }
        assertThat(page.see("[...document.querySelectorAll('#turns li')].map(li => li.innerText).join('|')").asString())
                .matches("(?s).*Tell me\\.\\|.*Part 0\\. Part 1\\. Part 2\\.");
        page.see("room.tell({ type: 'clear', id: 'c', said: { 'a 1': 'Pa', 'a 2': '', 'b 0': '' } })");
        assertThat(page.see("document.querySelector('#turns li:last-child').innerText").asString())
                .endsWith("Part 0. Pa …");
        page.see("room.tell({ type: 'clear', id: 'd', said: { 'a 0': '', 'a 1': '' } })");
        assertThat(page.see("document.querySelectorAll('#turns li').length").asInt()).isEqualTo(1);
    }

    @Test
    void keepsToASmallScreenAndToTheLineThatIsRead() {
        page.ask("Emulation.setDeviceMetricsOverride",
                Map.of("width", 320, "height", 640, "deviceScaleFactor", 1, "mobile", false));
        page.prepare("room.hello.listens = true; room.add = () => { for (let i = 0; i < 20; i++) {"
                + "room.tell({ type: 'turn', id: Math.random(), role: 'agent', text: 'Word after word.' }); } };"
                + "room.end = list => list.scrollHeight - list.scrollTop - list.clientHeight;");
        open();
        assertThat(page.see("room.add(), room.end(document.getElementById('turns'))").asInt()).isLessThan(2);
        assertThat(page.see("turns.scrollTop = 0, room.add(), turns.scrollTop").asInt()).isZero();
        assertThat(page.see("document.documentElement.scrollWidth").asInt()).isEqualTo(320);
    }

    @Test
    void fallsSilentAndTellsTheRoomWhenTheVisitorWantsQuiet() throws IOException {
        open();
        assertThat(page.see("getComputedStyle(document.getElementById('stop')).display").asString()).isEqualTo("none");
        page.see("room.speak('m1', 0, false, 'A long one.', 60, room.open)");
        page.until("room.states('m1') === 'started'");
        page.until("getComputedStyle(document.getElementById('stop')).display !== 'none'");
        page.picture(PICTURES.resolve("stop.png"));
        page.see("dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))");
        page.until("room.states('m1') === 'started,cleared'");
        page.see("room.speak('m2', 0, true, 'Another one.', 60, room.open)");
        page.until("room.states('m2') === 'started'");
        page.click("stop");
        page.until("room.states('m2') === 'started,cleared'");

        assertThat(page.see("room.sent.filter(said => said.type === 'interrupt').length").asInt()).isEqualTo(2);
        page.until("getComputedStyle(document.getElementById('stop')).display === 'none'");
    }

    @Test
    void letsTheBrowserWriteDownWhatIsSaidOnlyWhereTheRoomAllowsIt() {
        page.prepare("""
                window.SpeechRecognition = class {
                  constructor() { window.recognizer = this; this.runs = 0; this.calls = []; }
                  start() { this.runs++; this.calls.push('start'); }
                  abort() { this.calls.push('abort'); setTimeout(() => this.onend()); }
                  hear(text) { this.onresult({ resultIndex: 0,
                    results: [Object.assign([{ transcript: text }], { isFinal: true })] }); }
                };""");
        open();
        assertThat(page.see("document.getElementById('microphone').hidden").asBoolean()).isTrue();
        page.see("room.hello.recognizes = true, room.drop()");
        page.until("!document.getElementById('microphone').hidden");
        page.click("microphone");
        page.until("window.recognizer && recognizer.runs === 1");
        page.see("recognizer.hear(' Good evening ')");
        page.until("room.sent.filter(said => said.type === 'say' && said.text === 'Good evening').length === 1");

        page.see("room.speak('m1', 0, true, 'Good evening to you.', .4, room.open)");
        page.until("recognizer.calls.includes('abort')");
        page.until("room.states('m1') === 'started,finished' && recognizer.runs > 1");
        page.see("recognizer.onerror({ error: 'not-allowed' })");
        assertThat(page.see("document.getElementById('turns').lastElementChild.innerText").asString())
                .contains("not allowed");
        assertThat(page.see("document.getElementById('microphone').ariaPressed").asString()).isEqualTo("false");
    }

    @Test
    void sendsWhatWasTypedWhileTheLineWasDown() {
        open();
        page.see("room.down = true, room.drop()");
        page.until("document.body.dataset.state === 'reconnecting'");
        page.see("document.getElementById('line').value = 'Are you there?'");
        page.click("send");
        assertThat(page.see("room.sent.some(said => said.type === 'say')").asBoolean()).isFalse();

        page.see("room.down = false");

        page.until("room.sent.filter(said => said.type === 'say' && said.text === 'Are you there?').length === 1");
    }

    @Test
    void saysWhyItEndedAndBeginsAnewOnAClick() throws IOException {
        open();
        page.see("room.tell({ type: 'end', reason: 'no_credits', message: 'Ada is not available right now.' })");
        assertThat(page.see("document.getElementById('status').textContent").asString())
                .isEqualTo("Ada is not available right now.");
        page.picture(PICTURES.resolve("ended.png"));

        page.click("start");

        page.until("document.body.dataset.state === 'live'");
        assertThat(page.see("room.opened.at(-1)").asString()).doesNotContain("participant");
    }

    @Test
    void comesBackIntoItsRoomAfterAReload() throws IOException {
        open();
        page.see("document.getElementById('line').value = 'Tell me.'");
        page.click("send");
        page.see("room.tell({ type: 'turn', id: 'm1', seq: 0, role: 'agent', text: 'This is heard.' })");
        page.see("room.speak('m1', 0, true, 'This is heard.', .2, room.open)");
        page.until("room.states('m1') === 'started,finished'");
        page.see("room.tell({ type: 'turn', id: 'm2', seq: 0, role: 'agent', text: 'This is cut off.' })");
        page.see("room.speak('m2', 0, true, 'This is cut off.', 60, room.open)");
        page.until("room.states('m2') === 'started'");

        open();
        assertThat(page.see("room.opened[0]").asString()).contains("participant=p1").contains("after=m1");
        page.see("room.tell({ type: 'turn', id: 'm2', seq: 0, role: 'agent', text: 'This is cut off.' })");
        page.see("room.speak('m2', 0, true, 'This is cut off.', .2, room.open)");
        page.until("room.states('m2') === 'started,finished'");
        assertThat(page.see("[...document.querySelectorAll('#turns .part')].map(one => one.textContent).join('|')")
                .asString()).isEqualTo("Tell me.|This is heard.|This is cut off.");
        page.picture(PICTURES.resolve("reloaded.png"));

        page.see("room.tell({ type: 'end', reason: 'no_credits', message: 'Ada is not available right now.' })");
        open();
        assertThat(page.see("room.opened[0]").asString()).doesNotContain("participant");
        assertThat(lines()).isZero();
    }

    @Test
    void isSomebodyNewWhereNothingMayBeKept() {
        page.prepare("Object.defineProperty(window, 'sessionStorage', "
                + "{ get() { throw new DOMException('forbidden', 'SecurityError'); } })");
        open();
        open();

        assertThat(page.see("room.opened[0]").asString()).doesNotContain("participant");
    }

    @Test
    void comesBackIntoItsRoomFromItsBubble() throws Exception {
        site.allow(site.elsewhere());
        BrowserPage frame = shown("layout=bubble");
        meet(frame);
        frame.see("room.speak('m1', 0, true, 'Not to its end.', 60, room.open)");
        frame.until("room.states('m1') === 'started'");
        frame.click("close");
        frame.until("document.body.dataset.state === 'poster'");

        meet(frame);

        assertThat(frame.see("room.opened.at(-1)").asString()).contains("participant=p1").doesNotContain("after");
        frame.see("room.speak('m1', 0, true, 'Not to its end.', .2, room.open)");
        frame.until("room.states('m1') === 'started,started,finished'");

        frame = shown("layout=bubble");
        meet(frame);
        assertThat(frame.see("room.opened[0]").asString()).contains("participant=p1");
    }

    @Test
    void keepsTheHeadStillForWhoeverWantsLessMotion() {
        page.ask("Emulation.setEmulatedMedia", Map.of("features",
                List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        page.open(site.address() + "/embed/A1");
        page.click("start");
        page.until("room.film");

        page.see("room.speak('m1', 0, true, 'Calmly.', .4, 5)");

        page.until("room.states('m1') === 'started,finished'");
        assertThat(page.see("room.film.paused && room.film.currentTime === 0").asBoolean()).isTrue();
    }

    @Test
    void waitsForAClickOnSomebodyElsesPageAndSpeaksThere() throws Exception {
        site.allow(site.elsewhere());
        BrowserPage frame = shown("");
        frame.until("!document.getElementById('start').hidden");
        frame.until("performance.now() > 1000");
        assertThat(frame.see("room.opened.length").asInt()).isZero();
        page.picture(PICTURES.resolve("framed.png"));

        meet(frame);
        frame.see("room.speak('m1', 0, true, 'In a frame.', .4, room.open)");

        frame.until("room.states('m1') === 'started,finished'");
        assertThat(frame.see("room.sound.state").asString()).isEqualTo("running");
    }

    @Test
    void hasTheShapeOfThePictureFromTheBeginning() throws Exception {
        site.allow(site.elsewhere());
        BrowserPage frame = shown("wide");
        frame.until("document.body.dataset.shaped === ''");
        frame.see("""
                new PerformanceObserver(list => room.shifted = list.getEntries().flatMap(one => one.sources)
                  .some(one => one.node?.id)).observe({ type: 'layout-shift', buffered: true })""");
        frame.see("new Promise(painted => requestAnimationFrame(() => setTimeout(painted)))");
        assertThat(frame.see("(({ width, height }) => width / height)"
                + "(document.getElementById('stage').getBoundingClientRect())").asDouble()).isBetween(1.75, 1.8);
        assertThat(frame.see("Boolean(room.shifted)").asBoolean()).isFalse();
    }

    @Test
    void opensOneRoomForAClickThatComesAtOnce() throws Exception {
        site.allow(site.elsewhere());
        BrowserPage frame = shown("");
        frame.click("start");
        frame.until("document.body.dataset.state === 'live' && performance.now() > 1500");

        assertThat(frame.see("room.opened.length").asInt()).isOne();
    }

    @Test
    void isNotShownByAPageThatIsNotAllowedTo() throws Exception {
        site.allow("https://shop.example");

        framed("").until("location.href.startsWith('chrome-error:')");
    }

    private BrowserPage shown(String query) throws InterruptedException {
        BrowserPage frame = framed(query);
        frame.until("document.getElementById('face') && document.readyState === 'complete'");
        return frame;
    }

    /** Somebody else's page, with a frame in it in which something will be shown or not. */
    private BrowserPage framed(String query) throws InterruptedException {
        page.watchFrames();
        page.go(site.elsewhere() + "/?" + query);
        BrowserPage frame = browser.frame();
        frame.prepare(room);
        frame.run();
        return frame;
    }
}
