package dev.likeness.runtime;

import dev.likeness.common.ApiException;
import dev.likeness.runtime.BooksModel.Beaten;
import dev.likeness.runtime.BooksModel.Sent;
import dev.likeness.runtime.BooksModel.Sign;
import dev.likeness.runtime.BooksModel.Tariff;
import dev.likeness.runtime.BooksNodes.Node;
import java.util.ArrayList;
import java.util.List;

/** Heartbeats and what ends sessions. */
final class BooksMeterSteps {

    private final BooksStory story;

    BooksMeterSteps(BooksStory story) {
        this.story = story;
    }

    /** Mostly somebody who beat before, so that sessions go on. */
    Sign sign(BooksAccount books) {
        if (!books.signs.isEmpty() && story.random.nextInt(4) > 0) {
            Sign before = story.recent(books.signs);
            return books.model.liveSecrets.contains(before.secret()) || story.random.nextInt(3) == 0
                    ? before
                    : before.with(secret(books));
        }
        Tariff tariff = story.random.nextBoolean() ? BooksModel.TARIFFS.getFirst() : story.pick(BooksModel.TARIFFS);
        String agent = switch (story.random.nextInt(12)) {
            case 0, 1 -> story.recent(books.agents);
            case 2 -> "mine";
            case 3 -> BooksAccount.SHOWCASE;
            case 4 -> BooksAccount.STRANGERS;
            default -> null;
        };
        Sign sign = new Sign(secret(books), story.random.nextInt(3) == 0 ? null : "f" + story.random.nextInt(8),
                story.random.nextInt(3) > 0 ? null : "r" + story.random.nextInt(3), agent,
                tariff.sent() == null && books.agents.contains(agent) && story.random.nextBoolean(), tariff,
                story.random.nextInt(4) > 0 ? null : "m" + story.random.nextInt(4));
        books.signs.add(sign);
        return sign;
    }

    /** Mostly the client's next number; some are doubled, and some come late. */
    private Sent sent(BooksAccount books, Sign sign) {
        if (sign.meter() == null) {
            return new Sent(sign, null, false);
        }
        long next = books.seqs.merge(sign.meter(), 1L, Long::sum);
        return new Sent(sign, story.random.nextInt(3) > 0 ? next : Math.max(1, next - story.random.nextInt(4)),
                story.random.nextInt(5) == 0);
    }

    /** Nearly always one that lives. */
    private String secret(BooksAccount books) {
        return story.pick(story.random.nextInt(20) == 0 || books.model.liveSecrets.isEmpty()
                ? books.secrets.keySet().stream().sorted().toList()
                : books.model.liveSecrets.stream().sorted().toList());
    }

    /** A minute passes, and everybody who lives beats, one after the other or at once. */
    void minute(BooksAccount books) {
        story.move(story.random.nextInt(3) == 0 ? 59_000 + story.random.nextInt(2_000) : 60_000);
        List<Sign> living = books.signs.stream().distinct()
                .filter(sign -> books.model.sessions.stream().anyMatch(s -> s.ended == null && s.opener.equals(sign)))
                .toList();
        if (story.random.nextBoolean()) {
            // Small ones: the orders of what came together are tried out.
            for (int i = 0; i < living.size(); i += 6) {
                List<Sign> some = living.subList(i, Math.min(i + 6, living.size()));
                batch(some.stream().map(sign -> books).toList(), some.stream().map(sign -> sent(books, sign)).toList());
            }
        } else {
            living.forEach(sign -> beat(books, sign));
        }
    }

    void beat(BooksAccount books, Sign sign) {
        beat(books, sent(books, sign));
    }

    private void beat(BooksAccount books, Sent sent) {
        Node node = story.node();
        story.note("beat of %s on %s: %s", books.name, story.nodes.nodes.indexOf(node), sent);
        Beaten expected = books.model.beat(sent, story.now);
        String word;
        try {
            Beat beat = node.sessions().beat(books.heartbeat(sent));
            word = beat.sessionId() == null ? "passed over" : "live";
            BooksModel.Session session = expected.session();
            if (session != null) {
                if (expected.opened()) {
                    session.id = String.valueOf(beat.sessionId());
                }
                story.same("the session", session.id, beat.sessionId());
            }
            story.same("the balance of the answer", books.model.balance(), beat.balance());
        } catch (ApiException e) {
            word = e.code().name();
        }
        story.same("the answer", expected.word(), word);
        BooksStory.happened("beat: " + (expected.opened() ? "opened" : word));
        if (expected.opened()) {
            withinPlan(books);
        }
    }

    private void withinPlan(BooksAccount books) {
        int live = story.check.live(books.id, story.now);
        if (live > books.model.planSessions()) {
            throw story.differs("a session opened, and now " + live + " live ones are more than the plan's "
                    + books.model.planSessions(), null);
        }
    }

    /** Several heartbeats of both accounts in one statement, as the nodes send those that come at once. */
    void batch() {
        List<BooksAccount> whose = new ArrayList<>();
        List<Sent> sent = new ArrayList<>();
        for (int i = 2 + story.random.nextInt(5); i > 0; i--) {
            BooksAccount books = story.accounts.get(story.random.nextInt(4) == 0 ? 1 : 0);
            boolean doubled = !sent.isEmpty() && whose.getLast() == books && story.random.nextInt(4) == 0;
            sent.add(doubled ? sent.getLast() : sent(books, sign(books)));
            whose.add(books);
        }
        batch(whose, sent);
    }

    private void batch(List<BooksAccount> whose, List<Sent> sent) {
        if (sent.isEmpty()) {
            return;
        }
        List<Heartbeat> beats = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            beats.add(whose.get(i).heartbeat(sent.get(i)));
        }
        story.note("a batch: %s of %s", sent, whose.stream().map(books -> books.name).toList());
        List<BeatAnswer> answers = story.node().statements().many(beats, null, true);
        for (BooksAccount books : story.accounts) {
            List<Sent> own = new ArrayList<>();
            List<BeatAnswer> answered = new ArrayList<>();
            for (int i = 0; i < sent.size(); i++) {
                if (whose.get(i) == books) {
                    own.add(sent.get(i));
                    answered.add(answers.get(i));
                }
            }
            int before = books.model.sessions.size();
            books.model = new BooksBatch(story, books, own, answered).inSomeOrder();
            // After a change to a smaller plan there may be more, but then none opens.
            if (books.model.sessions.size() > before) {
                withinPlan(books);
            }
        }
        BooksStory.happened("batch");
    }

    /** The same heartbeat several times, and others in between, at one moment. */
    void doubled(BooksAccount books) {
        Sent sent = sent(books, sign(books));
        beat(books, sent);
        beat(books, sign(books));
        beat(books, sent);
    }

    void end(BooksAccount books) {
        if (books.model.sessions.isEmpty()) {
            return;
        }
        BooksModel.Session session = story.recent(books.model.sessions);
        boolean terminate = story.random.nextInt(3) == 0;
        story.note("%s session %d of %s", terminate ? "terminate" : "end", session.number, books.name);
        Session ended;
        if (terminate) {
            books.model.terminate(session, story.now);
            ended = story.node().controls().terminate(books.id, session.id, "enough");
        } else {
            books.model.end(session, story.now, "ended");
            ended = story.node().sessions().end(books.id, session.id);
        }
        story.same("the billed minutes of the answer", session.minutes, ended.billedMinutes());
        story.same("the credits of the answer", session.credits, ended.credits());
        story.same("the end of the answer", session.ended, ended.endedAt());
    }

    void sweep() {
        story.note("sweep");
        int expected = story.accounts.stream().mapToInt(books -> books.model.sweep(story.now)).sum();
        BooksStory.happened("sweep: " + (expected == 0 ? "nobody" : "somebody"));
        story.same("swept", expected, story.node().sessions().sweep());
    }
}
