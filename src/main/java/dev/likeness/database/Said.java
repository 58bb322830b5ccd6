package dev.likeness.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * What one of PostgreSQL's programs prints, read while it runs so that it never waits for a reader. The last lines are
 * kept for who has to tell why it ended.
 */
final class Said {

    private static final int KEPT = 60;
    private static final String NOTHING = "it said nothing";
    /** As initdb and as the server begin what went wrong; and what they add to it in the lines that follow. */
    private static final Pattern COMPLAINT = Pattern.compile("\\b(?:error|fatal|panic): .*", Pattern.CASE_INSENSITIVE);
    /** What the server logs before it gives up because of it. */
    private static final Pattern BEFORE = Pattern
            .compile("^(?:log|warning): +(?:could not|invalid|unrecognized|syntax) ?.*", Pattern.CASE_INSENSITIVE);
    /** Of a server: what ended it, or a connection. An error is a client's, whose statement it refused. */
    private static final Pattern FATAL = Pattern.compile("^(?:FATAL|PANIC): .*");
    /** Connections end for reasons of their own, too; what was long ago is not why a server ended. */
    private static final Duration LATELY = Duration.ofMinutes(1);
    private static final Pattern MORE = Pattern.compile("\\b(?:detail|hint): .*", Pattern.CASE_INSENSITIVE);

    private record Line(String text, long at) {
    }

    private final Deque<Line> lines = new ArrayDeque<>();
    private final LongSupplier nanos;
    private final Thread reader;

    /** @param each hears every line, on a thread of its own */
    Said(Process program, Consumer<String> each) {
        this(program, each, System::nanoTime);
    }

    Said(Process program, Consumer<String> each, LongSupplier nanos) {
        this.nanos = nanos;
        reader = Thread.ofPlatform().daemon().name("postgres-output").start(() -> read(program, each));
    }

    private void read(Process program, Consumer<String> each) {
        try (BufferedReader output = new BufferedReader(
                new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (!line.isBlank()) {
                    keep(line.strip());
                    each.accept(line);
                }
            }
        } catch (IOException _) {
            // The program is gone, and its pipe with it.
        }
    }

    private synchronized void keep(String line) {
        lines.addLast(new Line(line, nanos.getAsLong()));
        if (lines.size() > KEPT) {
            lines.removeFirst();
        }
    }

    /** Waits until the program's end of the pipe is closed, which children that outlive it may hold. */
    void awaitEnd(Duration atMost) throws InterruptedException {
        reader.join(atMost);
    }

    /** What the program complained of last, with its details and hints; what it said last where it did not complain. */
    synchronized String last() {
        List<String> all = lines.stream().map(Line::text).toList();
        String complaint = complaint(all, COMPLAINT);
        return !complaint.isEmpty() ? complaint : all.isEmpty() ? NOTHING : all.getLast();
    }

    /** What a server that took connections said of its end, just before it. */
    synchronized String lastWords() {
        long now = nanos.getAsLong();
        String complaint = complaint(lines.stream().filter(line -> now - line.at <= LATELY.toNanos()).map(Line::text)
                .toList(), FATAL);
        return complaint.isEmpty() ? NOTHING : complaint;
    }

    private static String complaint(List<String> all, Pattern kind) {
        for (int at = all.size() - 1; at >= 0; at--) {
            if (kind.matcher(all.get(at)).find()) {
                int from = at;
                while (from > 0 && BEFORE.matcher(all.get(from - 1)).find()) {
                    from--;
                }
                int to = at + 1;
                while (to < all.size() && MORE.matcher(all.get(to)).find()) {
                    to++;
                }
                return String.join(" ", all.subList(from, to)).replaceAll("\\s+", " ");
            }
        }
        return "";
    }
}
