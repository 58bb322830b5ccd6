package dev.likeness.agent.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.likeness.Meanwhile;
import dev.likeness.agent.Additions;
import dev.likeness.agent.AgentFixture;
import dev.likeness.agent.asset.AssetFixture;
import dev.likeness.agent.embed.EmbedFixture;
import dev.likeness.common.Model;
import dev.likeness.job.QueueBoard;
import dev.likeness.storage.SignedUrls;
import dev.likeness.web.CallerResolver;
import dev.likeness.web.KnownSecret;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** What one answer shows was so at one moment, whoever writes meanwhile. */
class OneMomentTests {

    private static final String CODE = "A12ABC3456";
    private static final int TIMES = 300;

    private final AgentFixture fixture = new AgentFixture();
    private final AgentViews views = new AgentViews(new AgentSnapshots(fixture.jdbc),
            AssetFixture.urls(mock(SignedUrls.class)), mock(QueueBoard.class), EmbedFixture.settings(fixture.jdbc),
            mock(CallerResolver.class));

    @Test
    void anAgentHasTheModelAsSoonAsItsAdditionIsOver() throws Exception {
        Additions additions = new Additions(fixture, CODE);
        Meanwhile.read(TIMES, () -> {
            AgentWire.Details agent = views.details(AgentFixture.OWNER, CODE);
            assertThat(agent).matches(seen -> Additions.agree(seen.supportedModels(), seen.modelAdds()));
        }, _ -> additions.repeat());
    }

    @Test
    void aStatusToo() throws Exception {
        Additions additions = new Additions(fixture, CODE);
        fixture.jdbc.sql("""
                insert into api_secret (account_id, secret_hash, alias, display, created_at)
                values (:account, decode('0a', 'hex'), 'default', 'x', now())""").param("account", AgentFixture.OWNER)
                .update();
        KnownSecret secret = new KnownSecret(AgentFixture.OWNER, "0a");
        Meanwhile.read(TIMES, () -> {
            AgentWire.Status agent = views.status(secret, CODE);
            assertThat(agent).matches(seen -> Additions.agree(seen.supportedModels(), seen.modelAdds()));
        }, _ -> additions.repeat());
    }

    /** One agent comes and goes, so that there are two or three. */
    @Test
    void aPageHasTheRowsOfItsTotal() throws Exception {
        Additions additions = new Additions(fixture, CODE);
        fixture.agent("A12ABC0001", Model.ESSENCE_1);
        TransactionTemplate transaction = new TransactionTemplate(fixture.jobs.transactions);
        Meanwhile.read(TIMES, () -> {
            AgentWire.Page page = views.page(AgentFixture.OWNER, null, 20, 0);
            assertThat(page.pagination().total()).isEqualTo(page.data().size());
            assertThat(page.data())
                    .allMatch(agent -> Additions.agree(agent.supportedModels(), agent.modelAdds()));
        }, n -> {
            String code = "A12ABD%04d".formatted(n);
            transaction.executeWithoutResult(_ -> fixture.agent(code, Model.ESSENCE_1));
            fixture.agents.delete(AgentFixture.OWNER, code);
            additions.repeat();
        });
    }
}
