package dev.likeness.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What is measured, and for how long.
 *
 * @param java the JDK's java that runs the server
 * @param jar the packed server
 * @param home an empty folder for data and logs, removed by the caller
 * @param parts of {@code many}, {@code hot} and {@code reads}
 * @param seconds of measuring in each cell, all rounds together
 * @param rounds into which each cell is cut; rounds of different cells take turns
 * @param warmUp seconds of unmeasured load before the first cell
 * @param connections of the HTTP cells
 * @param pools connections of the cells that call the function
 * @param functions whether the function is measured at all
 * @param groups groups of sessions that take turns on the hot account; see {@link Rounds}
 * @param jvm further options of the server's Java
 */
record Options(Path java, Path jar, Path home, Set<String> parts, double seconds, int rounds, double warmUp,
        List<Integer> connections, List<Integer> pools, boolean functions, int groups, List<String> jvm) {

    private static final String HELP = """
            bash src/bench/run [quick] [NAME=VALUE ...]
              quick                shorter cells, fewer connections: under 90 s
              only=many,hot,reads  parts to measure (all)
              seconds=9            measured seconds a cell, over all rounds
              rounds=3             rounds; those of different cells take turns, the median counts
              warmup=15            seconds of unmeasured load
              connections=16,64,256   HTTP connections
              pools=8,16,32        connections that call the database function (at most 32)
              functions=no         HTTP only
              groups=2             1: on the hot account everybody waits while the clock moves
              jvm=-XX:...          an option for the server's Java, repeatable
            """;

    static Options of(String[] args) {
        double seconds = 9;
        double warmUp = 15;
        int rounds = 3;
        int groups = 2;
        boolean functions = true;
        Set<String> parts = Set.of("many", "hot", "reads");
        List<Integer> connections = List.of(16, 64, 256);
        List<Integer> pools = List.of(8, 16, 32);
        List<String> jvm = new ArrayList<>();
        for (String arg : Arrays.asList(args).subList(3, args.length)) {
            String value = arg.substring(arg.indexOf('=') + 1);
            switch (arg.contains("=") ? arg.substring(0, arg.indexOf('=')) : arg) {
                case "quick" -> {
                    seconds = 4;
                    rounds = 1;
                    warmUp = 8;
                    connections = List.of(256);
                    pools = List.of(16);
                }
                case "only" -> parts = Set.of(value.split(","));
                case "seconds" -> seconds = Double.parseDouble(value);
                case "warmup" -> warmUp = Double.parseDouble(value);
                case "rounds" -> rounds = Integer.parseInt(value);
                case "groups" -> groups = Integer.parseInt(value);
                case "connections" -> connections = numbers(value);
                case "pools" -> pools = numbers(value);
                case "functions" -> functions = !value.equals("no");
                case "jvm" -> jvm.add(value);
                default -> {
                    System.err.print(HELP);
                    System.exit(2);
                }
            }
        }
        return new Options(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), parts, seconds, rounds, warmUp,
                connections, pools, functions, groups, jvm);
    }

    private static List<Integer> numbers(String list) {
        return Arrays.stream(list.split(",")).map(Integer::valueOf).toList();
    }
}
