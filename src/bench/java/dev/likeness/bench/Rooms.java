package dev.likeness.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Many rooms with two participants each, and how soon all of them hear what is said to all of them by one {@code speak} an
 * account; {@code src/bench/rooms} starts it.
 */
final class Rooms {

    private static final int PARTICIPANTS = 2;
    /** What the largest plan allows at once; more rooms are another account's. */
    private static final int OF_AN_ACCOUNT = 200;
    /** So many connect at the same time. */
    private static final int AT_ONCE = 32;
    /** A sentence each. */
    private static final List<String> SENTENCES = List.of("Good morning, everybody.", "It is good to see you all here.",
            "My baby bought five blue moons, please.", "We will begin in a minute.", "Thank you for coming today.");

    /** @param secret of an account with one agent */
    private record Host(String secret, String agent) {
    }

    /**
     * What was said to all once.
     *
     * @param first ms from sending the first order until the first sentence was there, of each participant
     * @param cores seconds of processors that the server had for it
     * @param missing participants who did not hear it
     */
    private record Round(long[] first, double cores, int missing) {
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<RoomGuest> guests = new ArrayList<>();
    private final Caller caller;
    private final String origin;
    private final Process server;
    private final Path jcmd;

    private Rooms(Caller caller, String origin, Process server, Path jcmd) {
        this.caller = caller;
        this.origin = origin;
        this.server = server;
        this.jcmd = jcmd;
    }

    public static void main(String[] args) throws Exception {
        Path java = Path.of(args[0]);
        Path home = Path.of(args[2]);
        List<String> asked = Arrays.asList(args).subList(4, args.length);
        List<String> jvm = asked.stream().filter(one -> one.startsWith("-")).toList();
        List<Integer> numbers = asked.stream().filter(one -> !one.startsWith("-")).map(Integer::valueOf).toList();
        int rooms = numbers.isEmpty() ? 500 : numbers.getFirst();
        int rounds = numbers.size() < 2 ? 5 : numbers.get(1);
        String picture = Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(args[3])));
        Caller caller = new Caller(home.resolve("server.log"));
        int port = Caller.freePort();
        String origin = "http://localhost:" + port;
        Path jcmd = java.resolveSibling("jcmd");
        // How often one may ask is not what is measured. Its own machine may ask for tokens as often as it likes.
        Start start = () -> {
            Process server = caller.start(java, jvm, Path.of(args[1]), port, home.toAbsolutePath().resolve("var"),
                    Map.of("LIKENESS_LIMITS_FACTOR", "1000"));
            caller.await(server, () -> caller.get(origin + "/health", "none").contains("UP"));
            return server;
        };
        System.out.println(Runtime.getRuntime().availableProcessors()
                + " cores, shared with the participants; server's JVM: "
                + (jvm.isEmpty() ? "as it comes" : String.join(" ", jvm)) + "\n");
        List<Host> hosts = new ArrayList<>();
        Process builder = start.server();
        try {
            for (int i = 0; i < rooms; i += OF_AN_ACCOUNT) {
                hosts.add(new Rooms(caller, origin, builder, jcmd).host(picture));
            }
        } finally {
            stop(builder);
        }
        System.err.println(hosts.size() + " agents are ready");
        // Another one, whose memory is not that of the one that built them.
        Process server = start.server();
        try {
            new Rooms(caller, origin, server, jcmd).measure(hosts, rooms, rounds);
        } finally {
            stop(server);
        }
        // Participants' connections may be left.
        System.exit(0);
    }

    private interface Start {

        Process server() throws Exception;
    }

    private static void stop(Process server) throws InterruptedException {
        server.destroy();
        server.waitFor(60, TimeUnit.SECONDS);
    }

    private void measure(List<Host> hosts, int rooms, int rounds) throws Exception {
        // What an agent's first words cost is paid once, not by these rooms.
        join(hosts, hosts.size());
        speak(hosts, "Is this on?");
        leave();

        double heap = heap();
        long resident = Caller.resident(server.toHandle(), "VmRSS");
        long begin = System.nanoTime();
        int refused = join(hosts, rooms);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double heapWith = heap();
        System.out
                .println("| rooms, participants | joined in | rooms a second | live heap without, with, for each room "
                        + "| resident without, with, for each room | not let in |");
        System.out.println("|---|--:|--:|--:|--:|--:|");
        long residentWith = Caller.resident(server.toHandle(), "VmRSS");
        System.out.printf(Locale.ROOT,
                "| %d, %d | %.1f s | %.0f | %.0f, %.0f MB, %.0f kB | %d, %d MB, %.0f kB | %d |%n%n",
                rooms, guests.size(), seconds, rooms / seconds, heap, heapWith, (heapWith - heap) * 1024 / rooms,
                resident, residentWith, (residentWith - resident) * 1024.0 / rooms, refused);
        System.out.println("| said to all | first sentence there: median | p99 | last | core seconds | not heard by |");
        System.out.println("|---|--:|--:|--:|--:|--:|");
        for (int i = 0; i < rounds; i++) {
            Round round = speak(hosts, SENTENCES.get(i % SENTENCES.size()));
            System.out.printf(Locale.ROOT, "| %d | %d ms | %d ms | %d ms | %.1f | %d |%n", i + 1,
                    at(round.first, 0.5), at(round.first, 0.99), at(round.first, 1), round.cores, round.missing);
        }
        System.out.printf(Locale.ROOT, "%nAfterwards %.0f MB of live heap, %d MB resident, %d lines broken.%n", heap(),
                Caller.resident(server.toHandle(), "VmRSS"),
                guests.stream().filter(RoomGuest::isGone).count());
    }

    private Host host(String picture) throws Exception {
        String secret = Caller.part("secret", caller.post(origin + "/sandbox/accounts", "none",
                "{\"plan\":\"enterprise\",\"credits\":1000000}"));
        String agent = Caller.part("agent_id", caller.post(origin + "/v1/agent/generate", secret,
                "{\"model\":\"essence-1\",\"prompt\":\"A friendly librarian\",\"image\":\"" + picture + "\"}"));
        caller.await(server, () -> {
            String status = caller.get(origin + "/v1/agent/status/" + agent, secret);
            if (Caller.part("status", status).equals("failed")) {
                throw new IllegalStateException(status);
            }
            return Caller.part("status", status).equals("ready");
        });
        return new Host(secret, agent);
    }

    /** The rooms' participants, as evenly spread over the hosts as may be; how many were not let in. */
    private int join(List<Host> hosts, int rooms) throws Exception {
        Semaphore places = new Semaphore(AT_ONCE);
        List<Future<List<RoomGuest>>> coming = new ArrayList<>();
        for (int i = 0; i < rooms; i++) {
            Host host = hosts.get(i % hosts.size());
            String browser = "browser-" + rooms + "-" + i;
            places.acquire();
            coming.add(threads.submit(() -> {
                try {
                    return enter(host, browser);
                } finally {
                    places.release();
                }
            }));
        }
        for (Future<List<RoomGuest>> room : coming) {
            guests.addAll(room.get());
        }
        return rooms * PARTICIPANTS - guests.size();
    }

    private List<RoomGuest> enter(Host host, String browser) throws Exception {
        String token = Caller.part("token", caller.post(origin + "/v1/embed-tokens/request", host.secret,
                "{\"agent_id\":\"" + host.agent + "\",\"fingerprint\":\"" + browser + "\"}"));
        String url = origin.replace("http", "ws") + "/embed/" + host.agent + "/room?token=" + token;
        List<RoomGuest> in = new ArrayList<>();
        for (int i = 0; i < PARTICIPANTS; i++) {
            try {
                in.add(RoomGuest.enter(caller.http, url));
            } catch (Exception e) {
                System.err.println("not let in: " + e);
            }
        }
        return in;
    }

    /** One order for each account, all at once. */
    private Round speak(List<Host> hosts, String text) throws Exception {
        guests.forEach(RoomGuest::listen);
        double before = Caller.cores(server.toHandle());
        long begin = System.nanoTime();
        List<Future<String>> orders = hosts.stream().map(host -> threads.submit(() -> caller
                .post(origin + "/v1/agent/" + host.agent + "/speak", host.secret, "{\"message\":\"" + text + "\"}")))
                .toList();
        for (Future<String> order : orders) {
            String answer = order.get();
            if (!answer.contains("\"rooms_skipped_no_worker\":0")) {
                System.err.println(answer);
            }
        }
        long end = begin + TimeUnit.SECONDS.toNanos(60);
        List<Long> heard = new ArrayList<>();
        for (RoomGuest guest : guests) {
            guest.heard(end - System.nanoTime())
                    .ifPresent(at -> heard.add(TimeUnit.NANOSECONDS.toMillis(at - begin)));
        }
        return new Round(heard.stream().mapToLong(Long::longValue).sorted().toArray(),
                Caller.cores(server.toHandle()) - before, guests.size() - heard.size());
    }

    private void leave() throws Exception {
        List<Future<?>> leaving = new ArrayList<>();
        guests.forEach(guest -> leaving.add(threads.submit(guest::leave)));
        for (Future<?> one : leaving) {
            one.get();
        }
        guests.clear();
    }

    /** MB of objects that something still refers to. */
    private double heap() throws Exception {
        Process told = new ProcessBuilder(jcmd.toString(), String.valueOf(server.pid()), "GC.class_histogram")
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        long bytes = told.inputReader().lines().filter(line -> line.startsWith("Total"))
                .flatMapToLong(line -> Arrays.stream(line.trim().split("\\s+")).skip(2).mapToLong(Long::parseLong))
                .sum();
        return bytes / 1e6;
    }

    /** A quantile of what is sorted. */
    private static long at(long[] sorted, double share) {
        return sorted.length == 0 ? -1 : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
