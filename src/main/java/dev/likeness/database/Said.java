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
import java.util.regex.Pattern;

/**
 * What one of PostgreSQL's programs prints, read while it runs so that it never waits for a reader. The last lines are
 * kept for who has to tell why it ended.
 */
final class Said {

    private static final int KEPT = 60;
    /** As initdb and as the server begin what went wrong; and what they add to it in the lines that follow. */
    private static final Pattern COMPLAINT = Pattern.compile("\\b(?:error|fatal|panic): .*", Pattern.CASE_INSENSITIVE);
    /** What the server logs before it gives up because of it. */
    private static final Pattern BEFORE = Pattern
            .compile("^(?:log|warning): +(?:could not|invalid|unrecognized|syntax) ?.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern MORE = Pattern.compile("\\b(?:detail|hint): .*", Pattern.CASE_INSENSITIVE);

    private final Deque<String> lines = new ArrayDeque<>();
    private final Thread reader;

    /** @param each hears every line, on a thread of its own */
    Said(Process program, Consumer<String> each) {
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
        lines.addLast(line);
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
        List<String> all = List.copyOf(lines);
        for (int at = all.size() - 1; at >= 0; at--) {
            if (COMPLAINT.matcher(all.get(at)).find()) {
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
        return all.isEmpty() ? "it said nothing" : all.getLast();
    }
}
