package dev.likeness;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Drops the databases of a class of tests when all of it is done. Found by JUnit itself, so that none forgets it. */
public final class DroppedDatabases implements AfterAllCallback {

    private static boolean used;

    /** Called by who makes the first, so that tests without a database do not start one here. */
    static void use() {
        used = true;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (used && context.getRequiredTestClass().getEnclosingClass() == null) {
            TestDatabase.dropAll();
        }
    }
}
