package dev.likeness.runtime;

import dev.likeness.common.ApiException;
import dev.likeness.runtime.BooksModel.Beaten;
import dev.likeness.runtime.BooksModel.Sign;
import dev.likeness.runtime.BooksModel.Tariff;
import dev.likeness.runtime.BooksNodes.Node;
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
                tariff.sent() == null && books.agents.contains(agent) && story.random.nextBoolean(), tariff);
        books.signs.add(sign);
        return sign;
    }

    /** Nearly always one that lives. */
    private String secret(BooksAccount books) {
        return story.pick(story.random.nextInt(20) == 0 || books.model.liveSecrets.isEmpty()
                ? books.secrets.keySet().stream().sorted().toList()
                : books.model.liveSecrets.stream().sorted().toList());
    }

    /** A minute passes, and everybody who lives beats. */
    void minute(BooksAccount books) {
        story.move(story.random.nextInt(3) == 0 ? 59_000 + story.random.nextInt(2_000) : 60_000);
        List<Sign> living = books.signs.stream().distinct()
                .filter(sign -> books.model.sessions.stream().anyMatch(s -> s.ended == null && s.opener.equals(sign)))
                .toList();
        for (Sign sign : living) {
            beat(books, sign);
        }
    }

    void beat(BooksAccount books, Sign sign) {
        Node node = story.node();
        story.note("beat of %s on %s: %s", books.name, story.nodes.nodes.indexOf(node), sign);
        Beaten expected = books.model.beat(sign, story.now);
        String word;
        try {
            Beat beat = node.sessions().beat(books.heartbeat(sign));
            word = "live";
            BooksModel.Session session = expected.session();
            if (session != null) {
                if (expected.opened()) {
                    session.id = beat.sessionId();
                }
                story.same("the session", session.id, beat.sessionId());
                story.same("the balance of the answer", books.model.balance(), beat.balance());
            }
        } catch (ApiException e) {
            word = e.code().name();
        }
        story.same("the answer", expected.word(), word);
        BooksStory.happened("beat: " + (expected.opened() ? "opened" : word));
        if (expected.opened()) {
            int live = story.check.live(books.id, story.now);
            if (live > books.model.planSessions()) {
                throw story.differs("a session opened, and now " + live + " live ones are more than the plan's "
                        + books.model.planSessions(), null);
            }
        }
    }

    /** The same heartbeat several times, and others in between, at one moment. */
    void doubled(BooksAccount books) {
        Sign sign = sign(books);
        for (int i = 0; i < 3; i++) {
            beat(books, i == 1 ? sign(books) : sign);
        }
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
