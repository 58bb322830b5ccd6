package dev.likeness.runtime;

import dev.likeness.account.Account;
import dev.likeness.account.AccountHands;
import dev.likeness.account.Accounts;
import dev.likeness.billing.Plans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** What changes who may spend and play. */
final class BooksAccountSteps {

    /** Milliseconds from the end of a month; hours, since a node's time zone must not matter. */
    private static final List<Long> NEAR = List.of(-1L, 0L, 1L, 1_000L, -3_600_000L, 3_600_000L, 6 * 3_600_000L,
            -6 * 3_600_000L, 86_400_000L);

    private final BooksStory story;
    private final BooksLedgerSteps ledger;

    BooksAccountSteps(BooksStory story, BooksLedgerSteps ledger) {
        this.story = story;
        this.ledger = ledger;
    }

    void makeSecret(BooksAccount books) {
        String alias = "s" + books.secrets.size();
        story.note("make secret %s of %s", alias, books.name);
        books.secrets.put(alias, AccountHands.createSecret(story.node().context(), books.id, alias));
        books.model.liveSecrets.add(alias);
        // A new secret lifts a revoke-all.
        books.model.revoked = false;
    }

    void deleteSecret(BooksAccount books) {
        if (!books.model.liveSecrets.isEmpty()) {
            String alias = story.pick(books.model.liveSecrets.stream().sorted().toList());
            story.note("delete secret %s of %s", alias, books.name);
            AccountHands.deleteSecret(story.node().context(), books.id, alias);
            books.model.liveSecrets.remove(alias);
        }
    }

    void makeAgent(BooksAccount books) {
        books.addAgent("extra" + books.agents.size());
        story.note("make agent %s of %s", books.agents.getLast(), books.name);
    }

    /** One that is played, if there is one. */
    void deleteAgent(BooksAccount books) {
        List<String> own = books.agents.stream().filter(books.model.agents::contains).toList();
        List<String> played = own.stream().filter(
                agent -> books.model.sessions.stream().anyMatch(s -> s.ended == null && agent.equals(s.agent)))
                .toList();
        if (own.isEmpty()) {
            return;
        }
        String agent = story.pick(played.isEmpty() ? own : played);
        cover(books, session -> agent.equals(session.agent));
        story.note("delete agent %s of %s", agent, books.name);
        books.model.deleteAgent(agent, story.now);
        story.nodes.jdbc.sql("update agent set status = 'deleted', deleted_at = installation_now() where code = :code")
                .param("code", books.code(agent)).update();
        story.node().sessions().endOf(books.id, books.code(agent));
    }

    private void cover(BooksAccount books, Predicate<BooksModel.Session> which) {
        long missing = books.model.uncovered(which, story.now);
        if (missing > 0) {
            ledger.grant(books, books.newReference(), "topup", missing);
        }
    }

    void changePlan(BooksAccount books) {
        String plan = story.pick(BooksAccount.PLANS);
        story.note("%s changes to %s", books.name, plan);
        String expected = books.model.changePlan(plan, story.now);
        BooksStory.happened("plan: " + expected);
        story.same("the change of plan", expected, BooksStory.word(() -> story.node().bean(Plans.class)
                .change(books.id, BooksAccount.plan(plan)) ? "changed" : "same"));
    }

    /** The timer of the months comes by. */
    void months() {
        story.note("months begin");
        int expected = (int) story.accounts.stream().filter(books -> books.model.reset(story.now)).count();
        BooksStory.happened("months: " + (expected == 0 ? "none" : "some"));
        story.same("the months that began", expected, story.node().bean(Plans.class).resetDue());
    }

    /** To about the end of the account's month: a moment before, at it, after it. */
    void monthEnd(BooksAccount books) {
        toMonthEnd(books, story.pick(NEAR));
    }

    /** So close before it that sessions live across it. */
    void justBeforeMonthEnd(BooksAccount books) {
        toMonthEnd(books, -30_000);
    }

    private void toMonthEnd(BooksAccount books, long away) {
        Instant end = books.model.monthEnd();
        if (end != null) {
            story.move(Math.max(0, Duration.between(story.now, end).toMillis() + away));
        }
    }

    /** As an audit does that finds the books wrong, and an operator who has looked at them. */
    void park(BooksAccount books, boolean parked) {
        if (parked == books.model.parked) {
            return;
        }
        story.note("parked is %s of %s", parked, books.name);
        story.nodes.jdbc.sql(parked ? """
                update account set parked_at = installation_now(), parked_reason = 'test', parked_status = status,
                                   status = 'suspended'
                where account_id = :id
                """ : """
                update account set status = parked_status, parked_at = null, parked_reason = null, parked_status = null
                where account_id = :id
                """).param("id", books.id).update();
        books.model.parked = parked;
    }

    void suspend(BooksAccount books, boolean suspended) {
        story.note("suspended is %s of %s", suspended, books.name);
        story.node().bean(Accounts.class).changeStatus(books.id,
                suspended ? Account.Status.SUSPENDED : Account.Status.ACTIVE);
        books.model.suspended = suspended;
    }

    void revoke(BooksAccount books) {
        cover(books, session -> true);
        story.note("revoke all of %s", books.name);
        books.model.revokeAll(story.now);
        story.node().controls().revokeAll(books.id, null);
    }
}
