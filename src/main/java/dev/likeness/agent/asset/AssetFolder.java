package dev.likeness.agent.asset;

import dev.likeness.common.Ids;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder of an attempt, as {@link AssetKeys} names them.
 *
 * @param prefix the keys in it begin with that and a slash
 * @param code of the agent
 * @param attempt what folders that belong together share: all of an attempt, public and private, are in use or none; the
 *        work folders of a job share it with nobody
 */
record AssetFolder(String prefix, String code, String attempt) {

    private static final String AGENT = "/agents/(" + Ids.AGENT_CODE + ")/";
    private static final Pattern FOLDER = Pattern
            .compile("((?:public|accounts/[0-9a-f-]{36})" + AGENT + "([0-9a-f]{32}-[0-9]+))/.+");
    /** As they were named at first: a random part for each, so that only the attempt's number is shared. */
    private static final Pattern FORMER = Pattern
            .compile("((?:public|accounts/[0-9a-f-]{36})" + AGENT + "([0-9]+-)[0-9a-f]{32})/.+");
    private static final Pattern WORK = Pattern.compile("(accounts/[0-9a-f-]{36}" + AGENT + "(jobs/[0-9a-f-]{36}))/.+");

    /** Empty for what lies elsewhere. */
    static Optional<AssetFolder> of(String key) {
        return of(FOLDER, key).or(() -> of(FORMER, key)).or(() -> of(WORK, key));
    }

    private static Optional<AssetFolder> of(Pattern pattern, String key) {
        Matcher parts = pattern.matcher(key);
        return parts.matches()
                ? Optional.of(new AssetFolder(parts.group(1), parts.group(2), parts.group(3)))
                : Optional.empty();
    }
}
