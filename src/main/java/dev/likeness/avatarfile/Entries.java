package dev.likeness.avatarfile;

/** Names of the entries this program writes. A reader finds those of the playback by what the manifest calls them. */
final class Entries {

    static final String PORTRAIT = "portrait.jpg";
    static final String BASE = "base/identity.mp4";
    static final String AFFINES = "base/affines.json";
    static final String ATLAS = "mouth/atlas.png";
    static final String ALPHA = "mouth/alpha.png";
    static final String CELLS = "mouth/cells.json";
    static final String WEIGHTS = "identity/weights.json";
    static final String GESTURES = "gestures/";
    static final String VOICE = "voice/profile.json";

    private Entries() {
    }
}
