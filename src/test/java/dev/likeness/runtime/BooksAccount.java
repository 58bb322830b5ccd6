package dev.likeness.runtime;

import dev.likeness.account.AccountHands;
import dev.likeness.account.AccountRequest;
import dev.likeness.account.Accounts;
import dev.likeness.account.NewAccount;
import dev.likeness.account.Plan;
import dev.likeness.runtime.BooksModel.Sent;
import dev.likeness.runtime.BooksModel.Sign;
import dev.likeness.web.KnownSecret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** An account on both sides: on the server and as a {@link BooksModel}. */
final class BooksAccount {

    /** An agent of nobody in the run, which everybody may play. */
    static final String SHOWCASE = "showcase";
    /** An agent of the run's other account, which this one may not play. */
    static final String STRANGERS = "stranger's";

    static final List<String> PLANS = List.of("free", "creator", "creator", "pro", "business");

    final String name;
    final UUID id;
    BooksModel model;
    final Map<String, KnownSecret> secrets = new HashMap<>();
    /** The last numbers of clients that number their beats. */
    final Map<String, Long> seqs = new HashMap<>();
    final List<Sign> signs = new ArrayList<>();
    final List<String> charges = new ArrayList<>();
    final List<String> agents = new ArrayList<>();
    private final BooksStory story;
    private int references;

    BooksAccount(BooksStory story, String name) {
        this.story = story;
        this.name = name;
        String plan = story.pick(PLANS);
        long planCredits = story.random.nextInt(3) == 0 ? 0 : story.random.nextInt(150);
        long topUp = story.random.nextInt(3) == 0 ? 0 : story.random.nextInt(60);
        NewAccount opened = story.node().bean(Accounts.class)
                .open(new AccountRequest(plan(plan), "a@example.com", planCredits, topUp, null));
        id = opened.accountId();
        model = new BooksModel(plan, planCredits, topUp, story.now);
        secrets.put("default", AccountHands.known(story.node().context(), opened.secret()));
        model.liveSecrets.add("default");
        addAgent("mine");
        addAgent("second");
        story.nodes.jdbc.sql("insert into agent_directory (code, account_id, showcase) values (:code, :id, true)")
                .param("code", code(SHOWCASE)).param("id", new UUID(0, 0)).update();
        model.agents.add(SHOWCASE);
    }

    static Plan plan(String name) {
        return Plan.valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Mostly a new one, sometimes one that was used before. */
    String reference() {
        return references > 0 && story.random.nextInt(5) == 0
                ? "r" + story.random.nextInt(references)
                : newReference();
    }

    String newReference() {
        return "r" + references++;
    }

    void addAgent(String agent) {
        story.nodes.jdbc.sql("""
                insert into agent (account_id, id, code, model, status, created_at, updated_at)
                values (:id, gen_random_uuid(), :code, 'essence-1', 'ready', now(), now())
                """).param("id", id).param("code", code(agent)).update();
        story.nodes.jdbc.sql("""
                insert into agent_artifact (account_id, agent_code, model, object_key, filename, content_type, sha256,
                                            size, created_at)
                values (:id, :code, 'essence-1', 'k', 'f', 'c', :hash, 1, now())
                """).param("id", id).param("code", code(agent)).param("hash", hash(agent)).update();
        agents.add(agent);
        model.agents.add(agent);
    }

    Heartbeat heartbeat(Sent sent) {
        Sign sign = sent.sign();
        String agent = sign.agent();
        String code = agent == null || sign.byFile()
                ? null
                : agent.equals(STRANGERS) ? story.other(this).code("mine") : code(agent);
        return new Heartbeat(secrets.get(sign.secret()), sign.fingerprint(), sign.room(), code,
                sign.byFile() ? hash(String.valueOf(agent)) : null, null, sign.tariff().sent(), null, null, null,
                sign.meter(), sent.seq(), sent.accrued());
    }

    String code(String agent) {
        return id + " " + agent;
    }

    private String hash(String agent) {
        return "hash of " + code(agent);
    }
}
