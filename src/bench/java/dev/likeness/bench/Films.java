package dev.likeness.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One film of each size and length, each size by a server of its own; {@code src/bench/films} starts it. */
final class Films {

    private static final String TEXT = "Good morning, and welcome to the show. My baby bought five blue moons, please. "
            + "We will look at seven places where people have always wanted to live, and find out why most of them moved "
            + "away again. ";
    /** Characters that take a second to say, roughly: the film's own length is what counts. */
    private static final double PER_SECOND = 16;
    private static final int MOST_TEXT = 5000;
    private static final List<Size> SIZES = List.of(new Size("1280 x 720", "expression-2", "16:9"),
            new Size("512 x 512", "expression-1", "1:1"));

    private record Size(String pixels, String model, String ratio) {
    }

    /**
     * One film.
     *
     * @param seconds from the order until it is there: speech, portrait and film
     * @param cores seconds of processors, of server and encoder together: what it takes beside whatever else is running
     * @param first ms from then on to the first byte of the file
     * @param peak resident bytes of the server and of its encoder at their most, in MB
     */
    private record Cell(Size size, double length, double seconds, double cores, double first, long idle, long peak,
            long encoder,
            double megabytes, double load) {
    }

    private final Caller caller;
    private final Path java;
    private final Path jar;
    private final Path home;
    private final String text;
    private final List<String> jvm;

    private Films(Path java, Path jar, Path home, String text, List<String> jvm) {
        this.java = java;
        this.jar = jar;
        this.home = home;
        this.caller = new Caller(home.resolve("server.log"));
        this.text = text;
        this.jvm = jvm;
    }

    public static void main(String[] args) throws Exception {
        List<String> asked = Arrays.asList(args).subList(4, args.length);
        int words = asked.indexOf("--");
        String text = words < 0 ? TEXT : String.join(" ", asked.subList(words + 1, asked.size())) + " ";
        List<String> before = words < 0 ? asked : asked.subList(0, words);
        List<String> jvm = before.stream().filter(one -> one.startsWith("-")).toList();
        List<String> lengths = before.stream().filter(one -> !one.startsWith("-")).toList();
        Films films = new Films(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), text, jvm);
        byte[] picture = Files.readAllBytes(Path.of(args[3]));
        List<Cell> cells = new ArrayList<>();
        for (Size size : SIZES) {
            cells.addAll(films.measure(size, lengths.isEmpty() ? List.of("5", "30", "120") : lengths, picture));
        }
        System.out.println(Runtime.getRuntime().availableProcessors() + " cores; server's JVM: "
                + (jvm.isEmpty() ? "as it comes" : String.join(" ", jvm)) + "\n");
        System.out.println(
                "| pixels | film | order to completed | x real time | core seconds a second | first byte | resident before, at the peak"
                        + " | encoder | file | load |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        cells.forEach(cell -> System.out.printf(Locale.ROOT,
                "| %s | %.1f s | %.1f s | %.1f | %.2f | %.0f ms | %d, %d MB | %d MB | %.1f MB | %.1f |%n",
                cell.size.pixels,
                cell.length, cell.seconds, cell.length / cell.seconds, cell.cores / cell.length, cell.first, cell.idle,
                cell.peak, cell.encoder,
                cell.megabytes, cell.load));
    }

    private List<Cell> measure(Size size, List<String> lengths, byte[] picture) throws Exception {
        int port = Caller.freePort();
        Path data = home.toAbsolutePath().resolve("var-" + port);
        Process server = caller.start(java, jvm, jar, port, data, Map.of());
        try {
            String origin = "http://localhost:" + port;
            caller.await(server, () -> caller.get(origin + "/health", "none").contains("UP"));
            String secret = Files.readString(data.resolve("api-secret")).strip();
            String code = Caller.part("agent_id", caller.post(origin + "/v1/agent/generate", secret,
                    "{\"model\":\"" + size.model + "\",\"prompt\":\"A friendly librarian\",\"aspect_ratio\":\""
                            + size.ratio + "\",\"image\":\"" + Base64.getEncoder().encodeToString(picture) + "\"}"));
            caller.await(server, () -> ready(caller.get(origin + "/v1/agent/status/" + code, secret), "ready"));
            film(server, origin, secret, code, size, "Good morning, everybody.", new Encoder(server));
            List<Cell> cells = new ArrayList<>();
            for (String length : lengths) {
                System.err.println(length + " s of " + size.pixels);
                cells.add(measure(server, origin, secret, code, size, Integer.parseInt(length)));
                System.err.println("  " + cells.getLast());
            }
            return cells;
        } finally {
            server.destroy();
            server.waitFor(60, TimeUnit.SECONDS);
        }
    }

    private Cell measure(Process server, String origin, String secret, String code, Size size, int length)
            throws Exception {
        // Linux forgets the peak there was before.
        Files.writeString(Path.of("/proc", String.valueOf(server.pid()), "clear_refs"), "5");
        long idle = Caller.resident(server.toHandle(), "VmRSS");
        Encoder encoder = new Encoder(server);
        double before = Caller.cores(server.toHandle());
        long begin = System.nanoTime();
        String film = film(server, origin, secret, code, size, said(length), encoder);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cores = Caller.cores(server.toHandle()) - before + encoder.cores;
        long peak = Caller.resident(server.toHandle(), "VmHWM");
        double load = load();
        Matcher told = Pattern.compile("\"duration_seconds\":([0-9.]+)").matcher(film);
        if (!told.find()) {
            throw new IllegalStateException(film);
        }
        long asked = System.nanoTime();
        try (InputStream in = caller.http
                .send(HttpRequest.newBuilder(URI.create(Caller.part("video_url", film))).build(),
                        BodyHandlers.ofInputStream())
                .body()) {
            in.read();
            double first = (System.nanoTime() - asked) / 1e6;
            long bytes = 1 + in.transferTo(OutputStream.nullOutputStream());
            return new Cell(size, Double.parseDouble(told.group(1)), seconds, cores, first, idle, peak, encoder.peak,
                    bytes / 1e6,
                    load);
        }
    }

    private String film(Process server, String origin, String secret, String code, Size size, String words,
            Encoder encoder) throws Exception {
        String job = Caller.part("job_id",
                caller.post(origin + "/v1/video/generate", secret, "{\"model\":\"" + size.model
                        + "\",\"agent_code\":\"" + code + "\",\"input\":{\"type\":\"text\",\"text\":\"" + words
                        + "\"}}"));
        caller.await(server, () -> {
            encoder.look();
            return ready(caller.get(origin + "/v1/video/" + job, secret), "completed");
        });
        return caller.get(origin + "/v1/video/" + job, secret);
    }

    private static boolean ready(String answer, String wanted) {
        String status = Caller.part("status", answer);
        if (status.equals("failed")) {
            throw new IllegalStateException(answer);
        }
        return status.equals(wanted);
    }

    private String said(int seconds) {
        int length = Math.min(MOST_TEXT, (int) (seconds * PER_SECOND));
        String all = text.repeat(length / text.length() + 1);
        int end = all.lastIndexOf(' ', length);
        return all.substring(0, end < 0 ? length : end);
    }

    /** The process that the server encodes with, while it runs. */
    private static final class Encoder {
        private final Process server;
        private long peak;
        private double cores;

        Encoder(Process server) {
            this.server = server;
        }

        void look() {
            server.toHandle().descendants()
                    .filter(child -> child.info().command().filter(path -> path.contains("ffmpeg")).isPresent())
                    .forEach(child -> {
                        peak = Math.max(peak, Caller.resident(child, "VmHWM"));
                        cores = Math.max(cores, Caller.cores(child));
                    });
        }
    }

    /** Of the machine, over the last minute. */
    private static double load() throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    }
}
