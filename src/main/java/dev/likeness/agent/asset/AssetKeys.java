package dev.likeness.agent.asset;

import java.util.UUID;

/**
 * Where the bytes of an agent lie in the object store. Each attempt to build has a folder of its own, so that a late
 * one overwrites nothing; public folders cannot be guessed. A folder that no {@link dev.likeness.storage.ObjectOwner} refers to is
 * removed after two days, unless a build of the agent is open ({@link AssetSweep}).
 */
public final class AssetKeys {

    private static final String PUBLIC = "public";

    private AssetKeys() {
    }

    /** A folder for what anybody may fetch who knows the URL. */
    public static String publicFolder(String code, int attempt) {
        return publicOf(code) + "/" + folder(attempt);
    }

    /** A folder for what is fetched by signed URLs only. */
    public static String privateFolder(UUID account, String code, int attempt) {
        return privateOf(account, code) + "/" + folder(attempt);
    }

    /** The private folder of the attempt that made a public object: kept as long as anything in either is referred to. */
    public static String privateBeside(UUID account, String publicKey) {
        String folder = publicKey.substring(0, publicKey.lastIndexOf('/') + 1);
        return "accounts/" + account + folder.substring(PUBLIC.length());
    }

    /** Where one attempt of a foreign worker finds copies of inputs and leaves its uploads, until they are accepted. */
    public static String workFolder(UUID account, String code, UUID job, int attempt) {
        return workFolders(account, code, job) + "/" + attempt + "/";
    }

    /** The work folders of all attempts at a job. */
    public static String workFolders(UUID account, String code, UUID job) {
        return privateOf(account, code) + "/jobs/" + job;
    }

    /** Random first: {@link AssetFolder} tells it from how folders were named before. */
    private static String folder(int attempt) {
        return UUID.randomUUID().toString().replace("-", "") + "-" + attempt + "/";
    }

    static String publicOf(String code) {
        return PUBLIC + "/agents/" + code;
    }

    static String privateOf(UUID account, String code) {
        return "accounts/" + account + "/agents/" + code;
    }
}
