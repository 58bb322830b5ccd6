package dev.likeness.runtime;

import dev.likeness.runtime.BooksStory.Differs;
import java.time.Duration;
import java.util.List;

/**
 * A few hundred random steps on two fresh accounts, each done to the server and to {@link BooksModel}. The seed alone
 * decides the steps, so a run that failed can be repeated. Throws {@link Differs} at the first difference.
 */
final class BooksRun {

    /** Moves of the clock in milliseconds, the rarer ones last: around the minute, around the grace, hours, days. */
    private static final long[] MOVES = {1, 500, 1_000, 20_000, 30_000, 59_000, 59_999, 60_000, 60_000, 60_000, 60_001,
            61_000, 89_000, 119_999, 120_000, 180_000, 240_000, 299_000, 300_000, 300_999, 301_000, 302_000, 320_000,
            321_000, 3_600_000, 86_400_000};

    private final BooksStory story;
    private final BooksMeterSteps meter;
    private final BooksLedgerSteps ledger;
    private final BooksAccountSteps accounts;

    BooksRun(BooksNodes nodes, long seed) {
        story = new BooksStory(nodes, seed);
        meter = new BooksMeterSteps(story);
        ledger = new BooksLedgerSteps(story);
        accounts = new BooksAccountSteps(story, ledger);
    }

    /** Does that many steps. */
    void run(int steps) {
        story.accounts.add(new BooksAccount(story, "the first"));
        story.accounts.add(new BooksAccount(story, "the second"));
        try {
            for (story.step = 1; story.step <= steps; story.step++) {
                step(story.accounts.get(story.random.nextInt(5) == 0 ? 1 : 0));
                check();
            }
        } catch (RuntimeException e) {
            throw story.differs("it threw " + e, e);
        } finally {
            // Later runs on this database sweep and begin months of their own accounts only.
            story.nodes.jdbc.sql("delete from plan_period").update();
            story.nodes.jdbc.sql("""
                    update runtime_session set ended_at = last_beat_at, end_reason = 'ended', sweep_at = null
                    where ended_at is null
                    """).update();
        }
        story.accounts.forEach(books -> books.model.sessions.forEach(s -> BooksStory.happened("session: " + s.reason)));
    }

    private void step(BooksAccount books) {
        int dice = story.random.nextInt(100);
        if (books.model.suspended && dice < 30) {
            accounts.suspend(books, false);
        } else if (books.model.parked && dice < 30) {
            accounts.park(books, false);
        } else if ((books.model.revoked || books.model.liveSecrets.isEmpty()) && dice < 30) {
            accounts.makeSecret(books);
        } else if (books.model.balance() <= 0 && dice < 15) {
            ledger.grant(books);
        } else if (dice < 36) {
            meter.beat(books, meter.sign(books));
        } else if (dice < 52) {
            story.move(MOVES[story.random.nextInt(MOVES.length - (story.random.nextInt(4) == 0 ? 0 : 6))]);
        } else if (dice < 62) {
            meter.minute(books);
        } else if (dice < 66) {
            meter.batch();
        } else if (dice < 69) {
            ledger.grant(books);
        } else if (dice < 76) {
            ledger.charge(books);
        } else if (dice < 83) {
            ledger.refund(books);
        } else if (dice < 87) {
            meter.doubled(books);
        } else if (dice < 91) {
            meter.end(books);
        } else if (dice < 93) {
            meter.sweep();
        } else if (dice == 93) {
            accounts.months();
        } else if (dice == 94) {
            accounts.makeSecret(books);
        } else if (dice == 95) {
            accounts.deleteSecret(books);
        } else if (dice == 96) {
            if (story.random.nextBoolean()) {
                accounts.makeAgent(books);
            } else {
                accounts.deleteAgent(books);
            }
        } else {
            rare(books);
        }
    }

    private void rare(BooksAccount books) {
        switch (story.random.nextInt(10)) {
            case 0 -> {
                meter.beat(books, meter.sign(books));
                accounts.suspend(books, true);
                story.move(61_000);
                meter.end(books);
            }
            case 1 -> accounts.revoke(books);
            case 2 -> {
                accounts.park(books, true);
                accounts.monthEnd(books);
                accounts.months();
            }
            case 3, 4 -> accounts.changePlan(books);
            case 5 -> {
                story.move(Duration.ofHours(story.random.nextInt(70 * 24)).toMillis());
                accounts.months();
            }
            case 6, 7 -> {
                accounts.justBeforeMonthEnd(books);
                meter.beat(books, meter.sign(books));
                meter.beat(books, meter.sign(books));
                meter.minute(books);
            }
            default -> {
                accounts.monthEnd(books);
                // The timer comes late sometimes, and the first who pays begins the month.
                if (story.random.nextBoolean()) {
                    ledger.charge(books);
                } else {
                    accounts.months();
                }
            }
        }
    }

    private void check() {
        for (BooksAccount books : story.accounts) {
            if (books.model.balance() < 0) {
                BooksStory.happened(
                        books.model.balance() == BooksModel.FLOOR ? "balance: at the floor" : "balance: negative");
            }
            BooksCheck.Found found = story.check.find(books.id);
            found.faults().ifPresent(fault -> {
                throw story.differs(fault + " of " + books.name, null);
            });
            story.same("the books of " + books.name, books.model.books(), found.books());
            story.same("the minutes of " + books.name, books.model.minutes(), found.minutes());
        }
        // The auditor parks accounts for what it finds: it may find nothing here.
        if (story.step % 25 == 0) {
            for (BooksAccount books : story.accounts) {
                story.same("the audit of " + books.name, List.of(), story.check.audit(books.id));
            }
        }
    }

}
