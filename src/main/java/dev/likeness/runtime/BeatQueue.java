package dev.likeness.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
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
    private final RuntimeProperties.Batch rules;
    private final List<Lane> lanes;

    BeatQueue(BeatStatements statements, RuntimeProperties properties) {
        this.statements = statements;
        rules = properties.batch();
        lanes = IntStream.range(0, rules.lanes()).mapToObj(n -> new Lane()).toList();
    }

    /** What the database says of this heartbeat, asked alone or together with others. */
    BeatAnswer ask(Heartbeat beat) {
        return lanes.get(Math.floorMod(beat.secret().accountId().hashCode(), lanes.size())).ask(new Waiting(beat));
    }

    /** How many wait for those in front of them, now. */
    int waiting() {
        return lanes.stream().mapToInt(Lane::length).sum();
    }

    /** What somebody in the queue is told: an answer, to take the lead, or to ask by itself. */
    private sealed interface Turn {
        record Answered(BeatAnswer answer) implements Turn {
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
        private boolean led;

        BeatAnswer ask(Waiting mine) {
            Turn turn = enter(mine) ? Turn.Call.LEAD : mine.turn.join();
            if (turn == Turn.Call.LEAD) {
                // Its turn has come, and another one: the answer.
                turn = lead(new Waiting(mine.beat));
            }
            return turn instanceof Turn.Answered answered ? answered.answer : statements.one(mine.beat, true);
        }

        /** True when nobody leads: then this one does. */
        private synchronized boolean enter(Waiting mine) {
            if (led) {
                waiting.add(mine);
                return false;
            }
            led = true;
            return true;
        }

        private synchronized List<Waiting> crew(Waiting leader) {
            List<Waiting> crew = new ArrayList<>();
            crew.add(leader);
            for (Iterator<Waiting> rest = waiting.iterator(); rest.hasNext() && crew.size() < rules.size();) {
                Waiting next = rest.next();
                if (!rules.oneAccount() || next.account().equals(leader.account())) {
                    crew.add(next);
                    rest.remove();
                }
            }
            return crew;
        }

        private synchronized int length() {
            return waiting.size();
        }

        private synchronized @Nullable Waiting successor() {
            Waiting next = waiting.poll();
            led = next != null;
            return next;
        }

        /** Asks for the leader and all that wait; returns the leader's own turn. */
        private Turn lead(Waiting leader) {
            List<Waiting> crew = crew(leader);
            List<BeatAnswer> answers = List.of();
            try {
                answers = together(crew, false);
            } finally {
                Waiting next = successor();
                if (next != null) {
                    next.turn.complete(Turn.Call.LEAD);
                }
                giveOut(crew, answers);
            }
            return leader.turn.join();
        }
    }

    /** Empty when they could not be asked together. */
    private List<BeatAnswer> together(List<Waiting> crew, boolean wait) {
        try {
            if (crew.size() == 1) {
                return List.of(statements.one(crew.getFirst().beat, wait));
            }
            List<Heartbeat> beats = crew.stream().map(Waiting::beat).toList();
            boolean oneAccount = crew.stream().map(Waiting::account).distinct().count() == 1;
            return statements.many(beats, oneAccount ? crew.getFirst().account() : null, wait);
        } catch (DataAccessException e) {
            log.warn("{} heartbeats could not be asked together: {}", crew.size(), e.getMessage());
            return List.of();
        }
    }

    private void giveOut(List<Waiting> crew, List<BeatAnswer> answers) {
        List<Waiting> busy = new ArrayList<>();
        for (int i = 0; i < crew.size(); i++) {
            Waiting waiting = crew.get(i);
            if (answers.isEmpty()) {
                waiting.turn.complete(Turn.Call.ALONE);
            } else if (answers.get(i).busy()) {
                busy.add(waiting);
            } else {
                waiting.turn.complete(new Turn.Answered(answers.get(i)));
            }
        }
        // Another node or a longer transaction has the account: whoever waits for it does so beside the lane.
        Map<UUID, List<Waiting>> byAccount = busy.stream().collect(Collectors.groupingBy(Waiting::account));
        byAccount.values().forEach(group -> Thread.startVirtualThread(() -> {
            List<BeatAnswer> late = List.of();
            try {
                late = together(group, true);
            } finally {
                giveOut(group, late);
            }
        }));
    }
}
