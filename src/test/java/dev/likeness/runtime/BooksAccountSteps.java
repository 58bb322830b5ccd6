package dev.likeness.runtime;

import dev.likeness.account.Account;
import dev.likeness.account.AccountHands;
import dev.likeness.account.Accounts;
import java.util.List;

/** What changes who may spend and play. */
final class BooksAccountSteps {

    private final BooksStory story;

    BooksAccountSteps(BooksStory story) {
        this.story = story;
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
        story.note("delete agent %s of %s", agent, books.name);
        books.model.deleteAgent(agent, story.now);
        story.nodes.jdbc.sql("update agent set status = 'deleted', deleted_at = installation_now() where code = :code")
                .param("code", books.code(agent)).update();
        story.node().sessions().endOf(books.id, books.code(agent));
    }

    void changePlan(BooksAccount books) {
        String plan = story.pick(BooksAccount.PLANS);
        story.note("%s changes to %s", books.name, plan);
        story.node().bean(Accounts.class).changePlan(books.id, BooksAccount.plan(plan));
        books.model.planName = plan;
    }

    void suspend(BooksAccount books, boolean suspended) {
        story.note("suspended is %s of %s", suspended, books.name);
        story.node().bean(Accounts.class).changeStatus(books.id,
                suspended ? Account.Status.SUSPENDED : Account.Status.ACTIVE);
        books.model.suspended = suspended;
    }

    void revoke(BooksAccount books) {
        story.note("revoke all of %s", books.name);
        books.model.revokeAll(story.now);
        story.node().controls().revokeAll(books.id, null);
    }
}
