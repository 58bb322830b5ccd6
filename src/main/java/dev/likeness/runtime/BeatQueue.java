package dev.likeness.runtime;

import dev.likeness.common.DatabaseAway;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Coalesces heartbeats that come at once into one statement. Nobody waits for others to come: the first is on its way
 * at once, and those that arrive meanwhile go together when it is back. So a lone heartbeat costs nothing more, and the
 * more there are, the less each costs.
 *
 * <p>
 * An account always takes the same lane, so that the lanes of a node never wait for each other. The caller in front
 * speaks for the others of its lane; it hands the lead on before it gives out the answers. What fails together is asked
 * again one by one; that is safe, since minutes are billed by time, however often they are asked for.
 */
@Component
class BeatQueue {

    private static final Logger log = LoggerFactory.getLogger(BeatQueue.class);

    private final BeatStatements statements;
    private final BatchProperties rules;
    private final List<Lane> lanes;
    /** Those that wait for an account which somebody else has locked: one statement at a time for each account. */
    private final Map<UUID, List<Waiting>> held = new HashMap<>();

    BeatQueue(BeatStatements statements, BatchProperties rules) {
        this.statements = statements;
        this.rules = rules;
        lanes = IntStream.range(0, rules.lanes()).mapToObj(n -> new Lane()).toList();
    }

    /**
     * What the database says of this heartbeat, asked alone or together with others. Raises what the database raised
     * when it could not be asked.
     */
    BeatAnswer ask(Heartbeat beat) {
        Waiting mine = new Waiting(beat);
        Turn turn = lanes.get(Math.floorMod(mine.account().hashCode(), lanes.size())).turnOf(mine);
        if (turn == Turn.Call.ALONE) {
            turn = alone(beat);
        }
        return switch (turn) {
            case Turn.Answered(BeatAnswer answer) -> answer;
            case Turn.Failed(RuntimeException failure) -> throw failure;
            case Turn.Call call -> throw new IllegalStateException("nobody answered, but " + call);
        };
    }

    /** How many wait for those in front of them, now. */
    int waiting() {
        return lanes.stream().mapToInt(Lane::length).sum();
    }

    /** How many wait behind the statement that waits for their account, now. */
    int held() {
        synchronized (held) {
            return held.values().stream().mapToInt(List::size).sum();
        }
    }

    /** What somebody in the queue is told: an answer, that there is none, to take the lead, or to ask by itself. */
    private sealed interface Turn {
        record Answered(BeatAnswer answer) implements Turn {
        }

        record Failed(RuntimeException failure) implements Turn {
        }

        enum Call implements Turn {
            LEAD, ALONE
        }
    }

    private record Waiting(Heartbeat beat, CompletableFuture<Turn> turn) {

        Waiting(Heartbeat beat) {
            this(beat, new CompletableFuture<>());
        }

        UUID account() {
            return beat.secret().accountId();
        }
    }

    private final class Lane {

        private final Queue<Waiting> waiting = new ArrayDeque<>();
        private @Nullable Waiting leader;

        Turn turnOf(Waiting mine) {
            Turn turn = enter(mine) ? Turn.Call.LEAD : patiently(mine);
            return turn == Turn.Call.LEAD ? lead(mine) : turn;
        }

        /** True when nobody leads: then this one does. */
        private synchronized boolean enter(Waiting mine) {
            if (leader != null) {
                waiting.add(mine);
                return false;
            }
            leader = mine;
            return true;
        }

        /** The leader may hang on a dead connection: whoever has waited too long goes past it. */
        private Turn patiently(Waiting mine) {
            try {
                return mine.turn.get(rules.patience().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                log.warn("Heartbeats have waited for {} behind one that does not return", rules.patience());
                return overtake(mine);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return overtake(mine);
            } catch (ExecutionException e) {
                throw new IllegalStateException("turns are never failures", e);
            }
        }

        private synchronized Turn overtake(Waiting mine) {
            if (waiting.remove(mine) || leader == mine) {
                leader = mine;
                return Turn.Call.LEAD;
            }
            // It is among those that the hanging one speaks for.
            return mine.turn.getNow(Turn.Call.ALONE);
        }

        private synchronized List<Waiting> crew(Waiting first) {
            List<Waiting> crew = new ArrayList<>();
            crew.add(first);
            for (Iterator<Waiting> rest = waiting.iterator(); rest.hasNext() && crew.size() < rules.size();) {
                Waiting next = rest.next();
                if (!rules.oneAccount() || next.account().equals(first.account())) {
                    crew.add(next);
                    rest.remove();
                }
            }
            return crew;
        }

        /** Who leads next; null when nobody waits, or when this leader was overtaken. */
        private synchronized @Nullable Waiting successor(Waiting mine) {
            if (leader != mine) {
                return null;
            }
            leader = waiting.poll();
            return leader;
        }

        private synchronized int length() {
            return waiting.size();
        }

        /** Asks for the leader and all that wait; returns what the leader itself is told. */
        private Turn lead(Waiting mine) {
            // Its turn to lead has come; its answer is another turn.
            Waiting first = new Waiting(mine.beat);
            List<Waiting> crew = crew(first);
            List<BeatAnswer> answers = List.of();
            try {
                answers = together(crew);
            } finally {
                Waiting next = successor(mine);
                if (next != null) {
                    next.turn.complete(Turn.Call.LEAD);
                }
                giveOut(crew, answers);
            }
            return first.turn.join();
        }
    }

    /** Empty when they could not be asked together. */
    private List<BeatAnswer> together(List<Waiting> crew) {
        try {
            return asked(crew, false);
        } catch (DataAccessException e) {
            // A database that is away is told of elsewhere, in a line and not with each heartbeat.
            if (!DatabaseAway.is(e)) {
                log.warn("{} heartbeats could not be asked together: {}", crew.size(), e.getMessage());
            }
            return List.of();
        }
    }

    private List<BeatAnswer> asked(List<Waiting> crew, boolean wait) {
        if (crew.size() == 1) {
            return List.of(statements.one(crew.getFirst().beat, wait));
        }
        boolean oneAccount = crew.stream().map(Waiting::account).distinct().count() == 1;
        return statements.many(crew.stream().map(Waiting::beat).toList(),
                oneAccount ? crew.getFirst().account() : null, wait);
    }

    private void giveOut(List<Waiting> crew, List<BeatAnswer> answers) {
        Map<UUID, List<Waiting>> busy = new HashMap<>();
        for (int i = 0; i < crew.size(); i++) {
            Waiting waiting = crew.get(i);
            if (answers.isEmpty()) {
                waiting.turn.complete(Turn.Call.ALONE);
            } else if (answers.get(i).busy()) {
                busy.computeIfAbsent(waiting.account(), _ -> new ArrayList<>()).add(waiting);
            } else {
                waiting.turn.complete(new Turn.Answered(answers.get(i)));
            }
        }
        busy.forEach(this::hold);
    }

    private Turn alone(Heartbeat beat) {
        BeatAnswer answer = statements.one(beat, false);
        if (!answer.busy()) {
            return new Turn.Answered(answer);
        }
        Waiting waiting = new Waiting(beat);
        hold(waiting.account(), List.of(waiting));
        return waiting.turn.join();
    }

    /**
     * Another node or a longer transaction has the account. Whoever waits for it does so beside the lane, and all of
     * them on one connection, so that a locked account cannot take the pool from the others. Those of one statement are
     * held at once: they are asked together again, not the first of them alone and the others behind it.
     */
    private void hold(UUID account, List<Waiting> busy) {
        synchronized (held) {
            List<Waiting> others = held.get(account);
            if (others != null) {
                others.addAll(busy);
                return;
            }
            held.put(account, new ArrayList<>(busy));
        }
        Thread.startVirtualThread(() -> askHeld(account));
    }

    private void askHeld(UUID account) {
        for (List<Waiting> crew = heldCrew(account); !crew.isEmpty(); crew = heldCrew(account)) {
            List<BeatAnswer> answers = List.of();
            RuntimeException failure = null;
            try {
                answers = asked(crew, true);
            } catch (RuntimeException e) {
                failure = e;
            } catch (Error e) {
                failure = new IllegalStateException("the heartbeats of a locked account were not asked", e);
            }
            for (int i = 0; i < crew.size(); i++) {
                crew.get(i).turn
                        .complete(failure == null ? new Turn.Answered(answers.get(i)) : new Turn.Failed(failure));
            }
        }
    }

    /** Who goes next; the last one to ask for an account leaves nothing behind. */
    private List<Waiting> heldCrew(UUID account) {
        synchronized (held) {
            List<Waiting> all = held.getOrDefault(account, List.of());
            if (all.isEmpty()) {
                held.remove(account);
                return List.of();
            }
            List<Waiting> crew = new ArrayList<>(all.subList(0, Math.min(all.size(), rules.size())));
            all.subList(0, crew.size()).clear();
            return crew;
        }
    }
}
