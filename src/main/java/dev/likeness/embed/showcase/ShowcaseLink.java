package dev.likeness.embed.showcase;

import dev.likeness.agent.Agent;
import dev.likeness.agent.AgentReady;
import dev.likeness.agent.Agents;
import dev.likeness.agent.embed.EmbedSettings;
import dev.likeness.generation.Showcase;
import dev.likeness.web.PublicBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Tells where an avatar can be met, as soon as one can. */
@Component
class ShowcaseLink {

    private static final Logger LOG = LoggerFactory.getLogger(ShowcaseLink.class);

    private final Agents agents;
    private final EmbedSettings settings;
    private final PublicBase base;

    ShowcaseLink(Agents agents, EmbedSettings settings, PublicBase base) {
        this.agents = agents;
        this.settings = settings;
        this.base = base;
    }

    @EventListener(ApplicationReadyEvent.class)
    void started() {
        tell();
    }

    @TransactionalEventListener
    void made(AgentReady ready) {
        if (ready.agentCode().equals(Showcase.FIRST)) {
            tell();
        }
    }

    private void tell() {
        agents.find(Showcase.OWNER, Showcase.FIRST).filter(Agent::isReady)
                .filter(agent -> settings.of(Showcase.OWNER, agent.code()).open())
                .ifPresent(
                        agent -> LOG.info("Meet {}, who speaks: {}/embed/{}", agent.name(), base.get(), agent.code()));
    }
}
