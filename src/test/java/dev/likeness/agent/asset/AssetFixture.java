package dev.likeness.agent.asset;

import dev.likeness.job.Jobs;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.SignedUrls;

/** Assets without Spring, for tests of agents. */
public final class AssetFixture {

    private AssetFixture() {
    }

    public static AgentAssets assets(ObjectStore store, Jobs jobs) {
        return new AgentAssets(store, jobs);
    }

    public static AssetUrls urls(SignedUrls urls) {
        return new AssetUrls(urls);
    }
}
