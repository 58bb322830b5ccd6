package dev.likeness.description;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the contract publishes is what the server describes, for every operation that exists: a client generated from
 * either asks and reads alike. The server may say more, never something else. The facts are kept beside this test; they
 * are drawn anew from a description of the contract by {@code -Dlikeness.upstream=FILE}.
 */
class ParityTests {

    private static final Path FACTS = Path.of("src/test/resources/contract/upstream-v1.facts");
    private static final Pattern FACT = Pattern.compile("(.*?)( required)? : (.*)");
    private static final Pattern WORD = Pattern.compile("(minimum|maximum|maxLength|default)=(\\S+)");

    /** Operations the contract publishes that do not exist yet. None may stay here once it does. */
    private static final Set<String> COMING = Set.of("POST /v1/webhooks", "GET /v1/webhooks",
            "GET /v1/webhooks/{webhook_id}",
            "DELETE /v1/webhooks/{webhook_id}", "POST /v1/webhooks/{webhook_id}/test",
            "GET /v1/webhooks/{webhook_id}/deliveries");

    /** What is otherwise, by how it begins, and why. */
    private static final Map<String, String> OTHERWISE = Map.ofEntries(
            entry("POST /v1/agent/generate: body required", "no field is needed, so no body is either (CONTRACT 1.2)"),
            entry("GET /v1/agent/{code}: answer 200 data.dynamics", "gestures are read at GET /v1/dynamics/{agent_id}"),
            entry("GET /v1/agents: answer 200 data[].dynamics", "gestures are read at GET /v1/dynamics/{agent_id}"),
            entry("POST /v1/agent/generate: body prompt :",
                    "the contract names no limit; what is kept for good has one"),
            entry("POST /v1/agent/{code}: body system_prompt :",
                    "the contract names no limit; what is kept for good has one"),
            entry("POST /v1/video/generate: body agent_code required",
                    "either name of the agent is taken (CONTRACT 1.4)"),
            entry("POST /v1/video/generate: answer 200 status", "who waits may be told that it failed"),
            entry("POST /v1/dynamics/generate: body agent_id required",
                    "either name of the agent is taken (CONTRACT 1.4)"),
            entry("POST /v1/dynamics/generate: body duration", "the limits of CONTRACT 5 are said"),
            entry("POST /v1/dynamics/generate: body model", "any other text is taken too (CONTRACT 5)"),
            entry("POST /v1/embed-tokens/request: body agent_id required",
                    "either name of the agent is taken (CONTRACT 1.4)"),
            entry("POST /v1/embed-tokens/request: body fingerprint required", "the limit of CONTRACT 4.5 is said"),
            entry("PUT /v1/dynamics/{agent_id}: body dynamics",
                    "toggle_enabled alone is enough, and anything is merged (CONTRACT 5)"));

    private static Map<String, List<String>> theirs;
    private static Map<String, List<String>> ours;

    @BeforeAll
    static void read() throws IOException {
        String upstream = System.getProperty("likeness.upstream");
        if (upstream != null) {
            Files.createDirectories(FACTS.getParent());
            Files.writeString(FACTS, "# Drawn by ParityTests; what an operation of the contract takes and answers.\n\n"
                    + Facts.write(Facts.ofDescription(Path.of(upstream))));
        }
        theirs = Facts.ofLines(FACTS);
        ours = Facts.ofDescription(Path.of("openapi/likeness.yaml"));
    }

    @Test
    void whatIsStillToComeIsSaid() {
        Set<String> missing = new TreeSet<>(theirs.keySet());
        missing.removeAll(ours.keySet());
        assertThat(missing).containsExactlyInAnyOrderElementsOf(COMING);
    }

    @Test
    void everyOperationThatExistsIsTheContracts() {
        Map<String, String> differences = new TreeMap<>();
        theirs.forEach((operation, facts) -> {
            List<String> own = ours.get(operation);
            if (own != null) {
                differences(facts, own).forEach((fact, said) -> differences.put(operation + ": " + fact, said));
            }
        });
        for (String excused : OTHERWISE.keySet()) {
            assertThat(differences.keySet().removeIf(fact -> fact.startsWith(excused))).as(excused).isTrue();
        }
        assertThat(differences.entrySet().stream().map(one -> one.getKey() + "   <<   " + one.getValue()))
                .as("%d differences", differences.size()).isEmpty();
    }

    private static Map<String, String> differences(List<String> theirs, List<String> ours) {
        Map<String, String> differences = new TreeMap<>();
        for (String fact : theirs) {
            Matcher typed = FACT.matcher(fact);
            if (!typed.matches()) {
                if (!ours.contains(fact)) {
                    differences.put(fact, "not said");
                }
                continue;
            }
            String own = ours.stream().filter(one -> keyOf(one).equals(typed.group(1))).findFirst().orElse("not said");
            Matcher ownTyped = FACT.matcher(own);
            if (!ownTyped.matches() || (typed.group(2) == null) != (ownTyped.group(2) == null)
                    || !covers(ownTyped.group(3), typed.group(3), fact.startsWith("answer"))) {
                differences.put(fact, own);
            }
        }
        required(ours).filter(key -> required(theirs).noneMatch(key::equals))
                .forEach(key -> differences.put(key, "required, by us alone"));
        return differences;
    }

    /** Members and parameters that must be sent. */
    private static Stream<String> required(List<String> facts) {
        return facts.stream().map(FACT::matcher)
                .filter(fact -> fact.matches() && fact.group(2) != null && !fact.group(1).startsWith("answer"))
                .map(fact -> fact.group(1));
    }

    private static String keyOf(String fact) {
        Matcher typed = FACT.matcher(fact);
        return typed.matches() ? typed.group(1) : fact;
    }

    /** What is answered may be narrower, what is asked for may be wider. */
    private static boolean covers(String ours, String theirs, boolean answered) {
        if (!kind(ours).equals(kind(theirs))
                && !(answered && kind(ours).equals("integer") && kind(theirs).equals("number"))) {
            return false;
        }
        Set<String> own = values(ours);
        Set<String> known = values(theirs);
        if (answered) {
            return known.isEmpty() || !own.isEmpty() && known.containsAll(own);
        }
        return own.containsAll(known) && known.isEmpty() == own.isEmpty() && words(ours).equals(words(theirs));
    }

    /** Bounds and defaults. */
    private static Set<String> words(String type) {
        return WORD.matcher(type).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static String kind(String type) {
        return type.replaceAll(" (one of|minimum|maximum|maxLength|default|date-time|uuid).*", "");
    }

    private static Set<String> values(String type) {
        int start = type.indexOf(" one of ");
        return start < 0 ? Set.of() : Set.copyOf(Arrays.asList(type.substring(start + 8).split("\\|")));
    }
}
