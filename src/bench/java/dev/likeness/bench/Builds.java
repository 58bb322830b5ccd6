package dev.likeness.bench;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
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
import javax.imageio.ImageIO;

/** One build of each model from pictures of three sizes, each in a server of its own; {@code src/bench/builds} starts it. */
final class Builds {

    /** Sides of the square pictures, in pixels; the last is just under 40 megapixels. */
    private static final List<Integer> SIDES = List.of(512, 2048, 6320);
    private static final List<String> MODELS = List.of("essence-1", "expression-1", "expression-2", "essence-2");

    /** @param peak resident bytes of the server's process at its most, in MB; its children are not in it */
    private record Cell(String model, int side, double seconds, long idle, long peak, String files) {
    }

    private final Caller caller;
    private final Path java;
    private final Path jar;
    private final Path home;
    private final List<String> jvm;

    private Builds(Path java, Path jar, Path home, List<String> jvm) {
        this.java = java;
        this.jar = jar;
        this.home = home;
        this.caller = new Caller(home.resolve("server.log"));
        this.jvm = jvm;
    }

    public static void main(String[] args) throws Exception {
        Builds builds = new Builds(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]),
                Arrays.asList(args).subList(4, args.length));
        BufferedImage picture = ImageIO.read(new File(args[3]));
        List<Cell> cells = new ArrayList<>();
        for (int side : SIDES) {
            byte[] jpeg = jpeg(picture, side);
            for (String model : side == SIDES.getFirst() ? MODELS : List.of("essence-1", "essence-2")) {
                System.err.println(model + " from " + side + " x " + side);
                cells.add(builds.measure(model, side, jpeg));
                System.err.println("  " + cells.getLast());
            }
        }
        System.out.println("Server's JVM: " + (builds.jvm.isEmpty() ? "as it comes" : String.join(" ", builds.jvm))
                + "; " + Runtime.getRuntime().availableProcessors() + " cores; 16:9\n");
        System.out.println("| model | picture | submit to ready | resident before, at the peak | files |");
        System.out.println("|---|---|---|---|---|");
        cells.forEach(cell -> System.out.printf(Locale.ROOT, "| %s | %d x %d | %.1f s | %d, %d MB | %s |%n", cell.model,
                cell.side, cell.side, cell.seconds, cell.idle, cell.peak, cell.files));
    }

    private Cell measure(String model, int side, byte[] jpeg) throws Exception {
        int port = Caller.freePort();
        Path data = home.toAbsolutePath().resolve("var");
        Process server = caller.start(java, jvm, jar, port, data, Map.of());
        try {
            String origin = "http://localhost:" + port;
            caller.await(server, () -> caller.get(origin + "/health", "none").contains("UP"));
            String secret = Files.readString(data.resolve("api-secret")).strip();
            long idle = Caller.resident(server.toHandle(), "VmRSS");
            String body = "{\"model\":\"" + model + "\",\"prompt\":\"A friendly librarian\",\"image\":\""
                    + Base64.getEncoder().encodeToString(jpeg) + "\"}";
            long begin = System.nanoTime();
            String code = Caller.part("agent_id", caller.post(origin + "/v1/agent/generate", secret, body));
            caller.await(server, () -> {
                String status = Caller.part("status", caller.get(origin + "/v1/agent/status/" + code, secret));
                if (status.equals("failed")) {
                    throw new IllegalStateException(caller.get(origin + "/v1/agent/status/" + code, secret));
                }
                return status.equals("ready");
            });
            double seconds = (System.nanoTime() - begin) / 1e9;
            long peak = Caller.resident(server.toHandle(), "VmHWM");
            return new Cell(model, side, seconds, idle, peak, files(origin, secret, code, model));
        } finally {
            server.destroy();
            server.waitFor(60, TimeUnit.SECONDS);
        }
    }

    private String files(String origin, String secret, String code, String model) throws Exception {
        List<String> sizes = new ArrayList<>();
        List<String> names = model.equals("essence-2")
                ? List.of("essence-2", "essence-2-max")
                : model.equals("expression-1") ? List.of() : List.of(model);
        for (String name : names) {
            String data = caller.get(origin + "/v1/agent/" + code + "/model/download?redirect=false&model=" + name,
                    secret);
            Matcher size = Pattern.compile("\"size\":([0-9]+)").matcher(data);
            sizes.add(size.find()
                    ? String.format(Locale.ROOT, "%s %.1f MB", name, Long.parseLong(size.group(1)) / 1e6)
                    : data);
        }
        return sizes.isEmpty() ? "none" : String.join(", ", sizes);
    }

    private static byte[] jpeg(BufferedImage picture, int side) throws IOException {
        BufferedImage scaled = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(picture, 0, 0, side, side, null);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(scaled, "jpg", out);
        return out.toByteArray();
    }
}
