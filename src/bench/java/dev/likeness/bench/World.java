package dev.likeness.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Accounts as the sandbox opens them, on the largest plan with credits for everything, and their sessions. */
final class World {

    /** @param secretHash as the database knows the secret */
    record Session(UUID account, String secret, byte[] secretHash, String fingerprint) {

        byte[] heartbeat(int port) {
            return Requests.post(port, "/v1/runtime-tokens/request", secret, "{\"fingerprint\":\"" + fingerprint
                    + "\",\"transaction_id\":\"" + UUID.nameUUIDFromBytes(secretHash) + "\"}");
        }
    }

    private record Account(UUID id, String secret) {
    }

    private static final Pattern ID = Pattern.compile("\"user_id\":\"([^\"]+)\"");
    private static final Pattern SECRET = Pattern.compile("\"secret\":\"([^\"]+)\"");
    private static final Pattern AGENT = Pattern.compile("\"agent_id\":\"([^\"]+)\"");

    final List<Session> many = new ArrayList<>();
    final List<Session> hot = new ArrayList<>();
    /** An avatar of the hot account, built. */
    String agent = "";

    World(Server server, int accounts, int each, int hotSessions) throws IOException, GeneralSecurityException {
        Account[] opened = open(server.port, accounts + 1);
        Mac pepper = Mac.getInstance("HmacSHA256");
        pepper.init(new SecretKeySpec(server.pepper().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        // Neighbours in a round are of different accounts, as they are when clients come as they please.
        for (int session = 0; session < each; session++) {
            for (int account = 0; account < accounts; account++) {
                many.add(session(opened[account], pepper, md5, session));
            }
        }
        for (int session = 0; session < hotSessions; session++) {
            hot.add(session(opened[accounts], pepper, md5, session));
        }
    }

    private static Account[] open(int port, int count) throws IOException {
        byte[][] requests = new byte[count][];
        Arrays.fill(requests,
                Requests.post(port, "/sandbox/accounts", "", "{\"plan\":\"enterprise\",\"credits\":1000000000}"));
        Account[] opened = new Account[count];
        new HttpLoad(port, new Once(count), requests, 201, "\"success\":true", (task, answer) -> {
            String body = answer.body();
            opened[task] = new Account(UUID.fromString(group(ID, body)), group(SECRET, body));
        }).run(16, TimeUnit.MINUTES.toNanos(2));
        return opened;
    }

    private static Session session(Account account, Mac pepper, MessageDigest md5, int n) {
        byte[] fingerprint = md5.digest((account.id() + "/" + n).getBytes(StandardCharsets.UTF_8));
        return new Session(account.id(), account.secret(),
                pepper.doFinal(account.secret().getBytes(StandardCharsets.UTF_8)),
                HexFormat.of().formatHex(fingerprint));
    }

    /** Lets the server build an avatar from words, and waits until it and the showcase of the first start are there. */
    void buildAgent(Server server, Connection database) throws IOException, SQLException, InterruptedException {
        try (Wire http = new Wire(server.port)) {
            agent = group(AGENT, http.call(Requests.post(server.port, "/v1/agent/generate", hot.getFirst().secret(),
                    "{\"model\":\"essence-1\",\"prompt\":\"A friendly librarian\"}")).body());
        }
        try (Statement jobs = database.createStatement()) {
            for (int i = 0; i < 600; i++) {
                try (ResultSet left = jobs.executeQuery("select from job where status in ('queued', 'leased')")) {
                    if (!left.next()) {
                        return;
                    }
                }
                Thread.sleep(200);
            }
        }
        throw new IllegalStateException("the avatars were not built");
    }

    /** What pgbench looks up: {@code bench_session}, numbered as the list is. */
    static void table(Connection database, List<Session> sessions) throws SQLException {
        try (Statement make = database.createStatement()) {
            make.execute("drop table if exists bench_session");
            make.execute("create table bench_session"
                    + " (n int primary key, account uuid not null, secret bytea not null, fingerprint text not null)");
        }
        try (PreparedStatement insert = database.prepareStatement("insert into bench_session values (?, ?, ?, ?)")) {
            for (int n = 0; n < sessions.size(); n++) {
                insert.setInt(1, n);
                insert.setObject(2, sessions.get(n).account());
                insert.setBytes(3, sessions.get(n).secretHash());
                insert.setString(4, sessions.get(n).fingerprint());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        try (Statement analyze = database.createStatement()) {
            analyze.execute("analyze bench_session");
        }
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }
}
