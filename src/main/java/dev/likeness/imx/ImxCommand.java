package dev.likeness.imx;

import dev.likeness.imx.ImxFile.Entry;
import dev.likeness.imx.ImxFile.Sum;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * The command line: {@code imx info FILE}, {@code imx verify FILE} and {@code imx upgrade FILE [TARGET]}. All read the
 * whole file first and refuse one that was altered.
 */
public final class ImxCommand {

    private static final int OK = 0;
    private static final int BAD_FILE = 1;
    private static final int BAD_USAGE = 2;
    private static final int SHORT_SHA = 12;

    private ImxCommand() {
    }

    /** @return exit status: 0, 1 for a bad file, 2 for wrong arguments */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        boolean upgrade = args.length > 0 && args[0].equals("upgrade");
        boolean known = upgrade || args.length > 0 && (args[0].equals("info") || args[0].equals("verify"));
        if (!known || args.length < 2 || args.length > (upgrade ? 3 : 2)) {
            err.println("usage: imx info FILE | imx verify FILE | imx upgrade FILE [TARGET]");
            return BAD_USAGE;
        }
        try {
            Path path = Path.of(args[1]);
            if (upgrade) {
                Path target = Path.of(args[args.length - 1]);
                Path folder = target.getParent();
                if (args.length == 3 && folder != null && !Files.isDirectory(folder)) {
                    err.println("imx: there is no folder " + printable(folder.toString()));
                    return BAD_FILE;
                }
                out.println(ImxUpgrade.run(path, target));
                return OK;
            }
            try (ImxFile file = ImxFile.open(path)) {
                file.verify();
                if (args[0].equals("info")) {
                    print(file, out);
                } else {
                    out.println("ok");
                }
            }
            return OK;
        } catch (NoSuchFileException | InvalidPathException e) {
            err.println("imx: there is no file " + printable(args[1]));
        } catch (IOException e) {
            err.println("imx: " + printable(args[1]) + ": " + printable(String.valueOf(e.getMessage())));
        }
        return BAD_FILE;
    }

    private static void print(ImxFile file, PrintStream out) {
        ImxManifest manifest = file.manifest();
        line(out, "container", ImxTable.VERSION);
        line(out, "engine", manifest.engine());
        line(out, "engine abi", manifest.engineAbi());
        line(out, "format", manifest.formatVersion());
        line(out, "model", manifest.model());
        line(out, "model version", manifest.modelVersion());
        line(out, "resolution", manifest.resolution());
        line(out, "fps", manifest.fps());
        line(out, "license", manifest.license());
        line(out, "entries", file.entries().size());
        Map<String, Sum> sums = manifest.entries();
        for (Entry entry : file.entries()) {
            Sum sum = sums.get(entry.name());
            String sha256 = sum == null ? "-" : sum.sha256().substring(0, SHORT_SHA);
            out.printf(Locale.ROOT, "  %12d  %-12s  %s%n", entry.size(), sha256, printable(entry.name()));
        }
    }

    private static void line(PrintStream out, String label, Object value) {
        out.printf(Locale.ROOT, "%-14s %s%n", label, printable(String.valueOf(value)));
    }

    /** A file from elsewhere must not send commands to the terminal. */
    private static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
