package dev.likeness.billing;

import java.util.Locale;

/** Where granted credits go. */
public enum Bucket {

    PLAN, REWARD, TOPUP;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
