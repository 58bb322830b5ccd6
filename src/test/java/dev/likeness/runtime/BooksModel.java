package dev.likeness.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What CONTRACT 2.1 to 2.3, 4.2 and 4.4 say about the credits and minutes of one account, in plain Java: no database,
 * no class of the server. Written from the contract's text, so that the server's SQL has something to be held against.
 * Every method takes the time it happens at and answers with the word a client would see.
 */
final class BooksModel {

    static final long FLOOR = -11;
    private static final Duration GRACE = Duration.ofSeconds(301);
    private static final Duration IDLE = Duration.ofSeconds(90);
    private static final Duration REFUSAL = Duration.ofSeconds(320);
    private static final Map<String, Integer> PLAN_SESSIONS = Map.of("free", 1, "creator", 3, "pro", 10, "business", 50,
            "enterprise", 200);

    private static final Map<String, Integer> PLAN_CREDITS = Map.of("free", 99, "creator", 1_800, "pro", 10_000,
            "business", 50_000, "enterprise", 250_000);

    /** A {@code billing_type} as it is sent, what it is the same as, and its price a minute (CONTRACT 2.2, 4.1). */
    record Tariff(@Nullable String sent, String billedAs, long rate) {
    }

    static final List<Tariff> TARIFFS = List.of(new Tariff(null, "essence-1 self-hosted", 1),
            new Tariff("self-hosted-essence-model", "essence-1 self-hosted", 1),
            new Tariff("nobody-knows-this", "essence-1 self-hosted", 1),
            new Tariff("self-hosted-expression-model", "expression-1 self-hosted", 2),
            new Tariff("self-hosted-essence-2-model", "essence-2 self-hosted", 2),
            new Tariff("self-hosted-essence-2-max-model", "essence-2-max self-hosted", 4),
            new Tariff("usage_essence_model_cloud", "essence-1 cloud", 2),
            new Tariff("cloud-essence-2-model", "essence-2 cloud", 4),
            new Tariff("usage_essence_2_model_cloud", "essence-2 cloud", 4),
            new Tariff("cloud-essence-2-max-model", "essence-2-max cloud", 8),
            new Tariff("agent-voice-chat", "voice chat", 10), new Tariff("agent-video-chat", "camera chat", 30));

    /**
     * Who beats: fingerprint or else room or else secret, with agent and billing type.
     *
     * @param byFile the agent is not named: the client sends only the hash of that agent's file
     * @param meter the client's own name of its session (CONTRACT 4.7), which says who beats instead of all that
     */
    record Sign(String secret, @Nullable String fingerprint, @Nullable String room, @Nullable String agent,
            boolean byFile, Tariff tariff, @Nullable String meter) {

        Sign with(String otherSecret) {
            return new Sign(otherSecret, fingerprint, room, agent, byFile, tariff, meter);
        }

        private List<String> identity(@Nullable String played) {
            if (meter != null) {
                return List.of("meter", meter);
            }
            String instance = fingerprint != null ? "f " + fingerprint : room != null ? "r " + room : "s " + secret;
            return List.of(instance, String.valueOf(played), tariff.billedAs);
        }
    }

    /** One heartbeat: its number and whether it is of time kept from an earlier run, where the client says so. */
    record Sent(Sign sign, @Nullable Long seq, boolean accrued) {
    }

    static final class Session {
        /** Given by the server when it opens the session. */
        String id = "";
        final int number;
        final Sign opener;
        final List<String> identity;
        final @Nullable String agent;
        final long rate;
        final Instant started;
        Instant lastBeat;
        int minutes;
        long credits;
        long lastSeq;
        @Nullable
        Instant ended;
        @Nullable
        String reason;

        Session(int number, List<String> identity, @Nullable String agent, Sign sign, Instant now) {
            this.number = number;
            opener = sign;
            this.identity = identity;
            this.agent = agent;
            rate = sign.tariff.rate;
            started = now;
            lastBeat = now;
        }

        Session(Session other) {
            this(other.number, other.identity, other.agent, other.opener, other.started);
            id = other.id;
            lastBeat = other.lastBeat;
            minutes = other.minutes;
            credits = other.credits;
            lastSeq = other.lastSeq;
            ended = other.ended;
            reason = other.reason;
        }

        private boolean over(Instant now) {
            return ended != null || silent(now);
        }

        private boolean silent(Instant now) {
            return Duration.between(lastBeat, now).compareTo(GRACE) >= 0;
        }

        private boolean idle(Instant now) {
            return Duration.between(lastBeat, now).compareTo(IDLE) >= 0;
        }

        private void end(Instant at, String why) {
            if (ended == null) {
                ended = at;
                reason = why;
            }
        }
    }

    /** A movement of credits: what it added to each bucket. */
    private record Entry(String kind, long plan, long reward, long topup, @Nullable String refundOf) {
    }

    /** What a heartbeat came to: "live", "passed over" or a code, and the session it kept or opened. */
    record Beaten(String word, @Nullable Session session, boolean opened) {
    }

    String planName;
    boolean suspended;
    /** An audit found the books wrong: suspended, and nothing moves by the month, until it is released. */
    boolean parked;
    boolean revoked;
    /** Where months are counted from, and which one it is; null: no months. */
    private @Nullable Instant anchor;
    private int month;
    long plan;
    long reward;
    long topup;
    final Set<String> liveSecrets = new HashSet<>();
    final Set<String> agents = new HashSet<>();
    final List<Session> sessions = new ArrayList<>();
    private final Map<List<String>, Instant> refused = new HashMap<>();
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** An account with some credits of its plan, as a first month, and some as top-up. */
    BooksModel(String planName, long planCredits, long topUp, Instant now) {
        this.planName = planName;
        if (planCredits > 0) {
            anchor = now;
            grant("opening plan", "plan", planCredits);
        }
        if (topUp > 0) {
            grant("opening topup", "topup", topUp);
        }
    }

    /** The same, to try out what comes next. */
    BooksModel(BooksModel other) {
        planName = other.planName;
        suspended = other.suspended;
        parked = other.parked;
        revoked = other.revoked;
        anchor = other.anchor;
        month = other.month;
        plan = other.plan;
        reward = other.reward;
        topup = other.topup;
        liveSecrets.addAll(other.liveSecrets);
        agents.addAll(other.agents);
        other.sessions.forEach(session -> sessions.add(new Session(session)));
        refused.putAll(other.refused);
        entries.putAll(other.entries);
    }

    long balance() {
        return plan + reward + topup;
    }

    // ---- the ledger -------------------------------------------------------------------------------------------------

    boolean grant(String reference, String bucket, long credits) {
        if (entries.containsKey(reference)) {
            return false;
        }
        enter(reference, new Entry("grant", bucket.equals("plan") ? credits : 0, bucket.equals("reward") ? credits : 0,
                bucket.equals("topup") ? credits : 0, null));
        return true;
    }

    /** "charged", "duplicate" or a code. */
    String charge(String reference, long credits, Instant now) {
        if (suspended || parked) {
            return "ACCOUNT_SUSPENDED";
        }
        BooksModel then = new BooksModel(this);
        then.reset(now);
        if (!entries.containsKey(reference) && credits > 0 && then.balance() < credits) {
            // The transaction ends with the refusal, and the month that it began is begun by the next one.
            return "INSUFFICIENT_BALANCE";
        }
        reset(now);
        if (entries.containsKey(reference)) {
            return "duplicate";
        }
        take(reference, credits);
        return "charged";
    }

    /** What came back; {@code credits} null asks for all that is left. To the buckets that paid, the last one first. */
    long refund(String charge, String reference, @Nullable Long credits) {
        Entry paid = entries.get(charge);
        if (paid == null || !paid.kind.equals("charge") || entries.containsKey(reference)) {
            return 0;
        }
        long fromPlan = -paid.plan;
        long fromReward = -paid.reward;
        long fromTopup = -paid.topup;
        for (Entry entry : entries.values()) {
            if (charge.equals(entry.refundOf)) {
                fromPlan -= entry.plan;
                fromReward -= entry.reward;
                fromTopup -= entry.topup;
            }
        }
        long left = fromPlan + fromReward + fromTopup;
        long back = credits == null ? left : Math.min(credits, left);
        if (back <= 0) {
            return 0;
        }
        long toTopup = Math.min(back, fromTopup);
        long toReward = Math.min(back - toTopup, fromReward);
        enter(reference, new Entry("refund", back - toTopup - toReward, toReward, toTopup, charge));
        return back;
    }

    private void take(String reference, long credits) {
        long fromPlan = Math.min(Math.max(plan, 0), credits);
        long fromReward = Math.min(Math.max(reward, 0), credits - fromPlan);
        enter(reference, new Entry("charge", -fromPlan, -fromReward, -(credits - fromPlan - fromReward), null));
    }

    private void enter(String reference, Entry entry) {
        entries.put(reference, entry);
        plan += entry.plan;
        reward += entry.reward;
        topup += entry.topup;
    }

    // ---- months -----------------------------------------------------------------------------------------------------

    /** "changed", "same" or a code: a month of the other plan begins now, what is left of the old one's credits goes. */
    String changePlan(String to, Instant now) {
        if (to.equals(planName)) {
            return "same";
        }
        if (parked) {
            return "CONFLICT";
        }
        Instant begun = monthStart(month);
        // No two months begin at the same moment.
        anchor = begun == null || begun.isBefore(now) ? now : begun.plusNanos(1_000);
        month = 0;
        planName = to;
        turn();
        return "changed";
    }

    /** Whether a month was over and another began; those missed in between are gone. */
    boolean reset(Instant now) {
        if (parked || !due(now)) {
            return false;
        }
        while (due(now)) {
            month++;
        }
        turn();
        return true;
    }

    /** When the month is over; null: there are no months. */
    @Nullable
    Instant monthEnd() {
        return monthStart(month + 1);
    }

    private boolean due(Instant now) {
        Instant end = monthEnd();
        return end != null && !end.isAfter(now);
    }

    private @Nullable Instant monthStart(int number) {
        return anchor == null ? null : anchor.atOffset(ZoneOffset.UTC).plusMonths(number).toInstant();
    }

    private void turn() {
        String reference = "month " + monthStart(month);
        if (plan > 0) {
            enter(reference + " expiry", new Entry("expiry", -plan, 0, 0, null));
        }
        grant(reference, "plan", Objects.requireNonNull(PLAN_CREDITS.get(planName)));
    }

    // ---- metering ---------------------------------------------------------------------------------------------------

    Beaten beat(Sent sent, Instant now) {
        Sign sign = sent.sign;
        if (revoked || !liveSecrets.contains(sign.secret)) {
            return refusal("RUNTIME_SUSPENDED");
        }
        if (suspended || parked || balance() < FLOOR) {
            return refusal("ACCOUNT_SUSPENDED");
        }
        boolean known = sign.agent != null && agents.contains(sign.agent);
        if (sign.agent != null && !known && !sign.byFile) {
            return refusal("NOT_FOUND");
        }
        String agent = known ? sign.agent : null;
        List<String> identity = sign.identity(agent);
        if (now.isBefore(refused.getOrDefault(identity, Instant.MIN))) {
            return refusal("RUNTIME_SUSPENDED");
        }
        Long seq = sent.seq;
        if (seq != null && sessions.stream().anyMatch(s -> s.identity.equals(identity) && s.lastSeq >= seq)) {
            return refusal("passed over");
        }
        reset(now);
        sweep(identity, now);
        Session session = sessions.stream().filter(s -> s.ended == null && s.identity.equals(identity)).findFirst()
                .orElse(null);
        if (session != null) {
            if (!billTo(session, now)) {
                session.end(now, "balance");
                return refusal("INSUFFICIENT_BALANCE");
            }
            session.lastBeat = now;
            session.lastSeq = seq == null ? session.lastSeq : seq;
            return new Beaten("live", session, false);
        }
        if (balance() <= 0 || balance() < sign.tariff.rate) {
            return refusal("INSUFFICIENT_BALANCE");
        }
        if (sent.accrued) {
            return refusal("passed over");
        }
        if (live(now) >= Objects.requireNonNull(PLAN_SESSIONS.get(planName))) {
            return refusal("CONCURRENCY_LIMIT_REACHED");
        }
        Session opened = new Session(sessions.size(), identity, agent, sign, now);
        opened.lastSeq = seq == null ? 0 : seq;
        sessions.add(opened);
        billTo(opened, now);
        return new Beaten("live", opened, true);
    }

    void end(Session session, Instant now, String reason) {
        if (session.ended != null) {
            return;
        }
        if (session.silent(now)) {
            session.end(session.lastBeat, "silent");
            return;
        }
        // Stopped by somebody else while it was quiet: the quiet costs nothing.
        Instant until = !reason.equals("ended") && session.idle(now) ? session.lastBeat : now;
        if (!suspended && !parked) {
            reset(now);
            // As many of the started minutes as the floor leaves room for.
            long room = (balance() - FLOOR) / session.rate;
            bill(session, (int) Math.min(startedMinutes(session, until), session.minutes + room));
        }
        session.end(until, reason);
    }

    /** Ends and refuses who beat; one that was over by itself stays as it was, and nobody is refused. */
    void terminate(Session session, Instant now) {
        if (!session.over(now)) {
            refused.put(session.identity, now.plus(REFUSAL));
        }
        end(session, now, "terminated");
    }

    void revokeAll(Instant now) {
        revoked = true;
        sessions.forEach(session -> end(session, now, "terminated"));
    }

    /** Ends who has been silent too long; returns how many that were. */
    int sweep(Instant now) {
        return (int) sessions.stream().filter(s -> s.ended == null && s.silent(now))
                .peek(s -> s.end(s.lastBeat, "silent")).count();
    }

    private void sweep(List<String> identity, Instant now) {
        sessions.stream().filter(s -> s.ended == null && s.identity.equals(identity) && s.silent(now))
                .forEach(s -> s.end(s.lastBeat, "silent"));
    }

    void deleteAgent(String agent, Instant now) {
        agents.remove(agent);
        sessions.stream().filter(s -> s.ended == null && agent.equals(s.agent))
                .forEach(s -> end(s, now, "agent_deleted"));
    }

    /**
     * What stopping these now would cost beyond the floor, 0 when it is covered; where it is not, the order they end in
     * matters, which nobody promises.
     */
    long uncovered(Predicate<Session> which, Instant now) {
        if (suspended || parked) {
            return 0;
        }
        BooksModel then = new BooksModel(this);
        then.reset(now);
        long due = sessions.stream().filter(which).filter(s -> !s.over(now) && !s.idle(now))
                .mapToLong(s -> (startedMinutes(s, now) - s.minutes) * s.rate).sum();
        return Math.max(0, due - (Math.min(balance(), then.balance()) - FLOOR));
    }

    private static int startedMinutes(Session session, Instant now) {
        return (int) (Duration.between(session.started, now).toMillis() / 60_000) + 1;
    }

    int live(Instant now) {
        return (int) sessions.stream().filter(s -> !s.over(now)).count();
    }

    int planSessions() {
        return Objects.requireNonNull(PLAN_SESSIONS.get(planName));
    }

    /** Bills the started minutes that are not billed yet, all of them or none. */
    private boolean billTo(Session session, Instant now) {
        int started = startedMinutes(session, now);
        if (started > session.minutes && balance() - (started - session.minutes) * session.rate < FLOOR) {
            return false;
        }
        bill(session, started);
        return true;
    }

    private void bill(Session session, int upTo) {
        if (upTo > session.minutes) {
            take("minute of " + session.number + " from " + (session.minutes + 1),
                    (upTo - session.minutes) * session.rate);
            session.credits += (upTo - session.minutes) * session.rate;
            session.minutes = upTo;
        }
    }

    private static Beaten refusal(String code) {
        return new Beaten(code, null, false);
    }

    // ---- what is compared after every step --------------------------------------------------------------------------

    /** The buckets, and how many entries of each kind there are. */
    String books() {
        return "plan %d, reward %d, topup %d, charges %d, refunds %d, grants %d, expiries %d".formatted(plan, reward,
                topup, count("charge"), count("refund"), count("grant"), count("expiry"));
    }

    private long count(String kind) {
        return entries.values().stream().filter(entry -> entry.kind.equals(kind)).count();
    }

    /** Every session with its minutes, credits, and when and why it ended. */
    Set<String> minutes() {
        Set<String> lines = new HashSet<>();
        for (Session s : sessions) {
            lines.add(s.id + ": " + s.minutes + " minutes, " + s.credits + " credits, "
                    + (s.ended == null ? "open" : s.ended.toEpochMilli() + " " + s.reason));
        }
        return lines;
    }
}
