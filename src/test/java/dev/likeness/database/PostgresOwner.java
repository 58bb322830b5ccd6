package dev.likeness.database;

import dev.likeness.TestDatabase;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** A process that starts a PostgreSQL on the folder of its first argument, prints its number and waits to be ended. */
final class PostgresOwner {

    /** The second argument of one that would stop it itself. */
    static final String ITSELF = "itself";

    private PostgresOwner() {
    }

    public static void main(String[] args) throws Exception {
        Postgres postgres = Postgres.start(TestDatabase.programs(), Path.of(args[0]), Map.of("fsync", "off"));
        if (args.length > 1 && args[1].equals(ITSELF)) {
            postgres.leaveToCaller();
        }
        System.out.println(postgres.pid());
        new Semaphore(0).acquire();
    }
}
