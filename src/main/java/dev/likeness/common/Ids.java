package dev.likeness.common;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Identifiers (CONTRACT 1.4). */
public final class Ids {

    /** What an agent code looks like, as a regular expression without groups. */
    public static final String AGENT_CODE = "A[0-9]{2}[A-Z]{3}[0-9]{4}";

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {
    }

    /** A version 7 UUID: sortable by the millisecond it was made in. */
    public static UUID sortable(long epochMillis) {
        long high = (epochMillis << 16) | 0x7000L | (RANDOM.nextLong() & 0xfffL);
        long low = (RANDOM.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /** A fresh agent code: {@code A}, 2 digits, 3 capital letters, 4 digits. */
    public static String agentCode() {
        return agentCode(RANDOM);
    }

    /** An agent code drawn from the given source, so that a derived one is the same on every node. */
    public static String agentCode(RandomGenerator random) {
        StringBuilder code = new StringBuilder("A");
        code.append(digit(random)).append(digit(random));
        for (int i = 0; i < 3; i++) {
            code.append((char) ('A' + random.nextInt(26)));
        }
        for (int i = 0; i < 4; i++) {
            code.append(digit(random));
        }
        return code.toString();
    }

    private static char digit(RandomGenerator random) {
        return (char) ('0' + random.nextInt(10));
    }
}
