package dev.likeness.runtime;

import dev.likeness.billing.Bucket;
import dev.likeness.billing.CreditLedger;
import dev.likeness.billing.Subject;
import dev.likeness.runtime.BooksNodes.Node;
import java.util.Locale;

/** Credits that come and go without a session. */
final class BooksLedgerSteps {

    private final BooksStory story;

    BooksLedgerSteps(BooksStory story) {
        this.story = story;
    }

    void grant(BooksAccount books) {
        grant(books, books.reference(), story.random.nextInt(3) == 0 ? "reward" : "topup",
                story.random.nextInt(8) == 0 ? 0 : story.random.nextInt(120));
    }

    void grant(BooksAccount books, String reference, String bucket, long credits) {
        story.note("grant %s %d to %s's %s", reference, credits, books.name, bucket);
        Node node = story.node();
        story.same("granted", books.model.grant(reference, bucket, credits), node.transaction()
                .execute(tx -> node.bean(CreditLedger.class).grant(books.id, reference,
                        Bucket.valueOf(bucket.toUpperCase(Locale.ROOT)), credits, "test")));
    }

    void charge(BooksAccount books) {
        String reference = books.reference();
        long balance = books.model.balance();
        long credits = Math.max(0, switch (story.random.nextInt(10)) {
            case 0 -> balance;
            case 1 -> balance + 1;
            case 2 -> balance - 1;
            case 3 -> 250;
            case 4 -> balance - story.random.nextInt(8);
            // A little is left in the bucket that pays first, so that what comes next is paid from two.
            case 5, 6 -> books.model.plan - story.random.nextInt(6);
            case 7 -> books.model.plan + books.model.reward - story.random.nextInt(6);
            default -> story.random.nextInt(20);
        });
        story.note("charge %s of %d to %s", reference, credits, books.name);
        String expected = books.model.charge(reference, credits, story.now);
        BooksStory.happened("charge: " + expected);
        if (expected.equals("charged")) {
            books.charges.add(reference);
        }
        Node node = story.node();
        story.same("the charge", expected,
                BooksStory.word(() -> node.transaction().execute(tx -> node.bean(CreditLedger.class)
                        .charge(books.id, reference, credits,
                                Subject.ofAgent("agent_generation", "agent_generation_essence_1",
                                        "A00AAA0000")) ? "charged" : "duplicate")));
    }

    /** Whole or in part, again and again, sometimes of nothing. */
    void refund(BooksAccount books) {
        String reference = books.reference();
        Long credits = story.random.nextBoolean() ? null : (long) story.random.nextInt(40);
        String charge = books.charges.isEmpty() || story.random.nextInt(10) == 0
                ? books.reference()
                : story.recent(books.charges);
        story.note("refund %s of %s (%s) to %s", reference, credits == null ? "all" : credits, charge, books.name);
        Node node = story.node();
        long expected = books.model.refund(charge, reference, credits);
        BooksStory.happened("refund: " + (expected == 0 ? "nothing" : credits == null ? "all" : "part"));
        story.same("the refund", expected, node.transaction().execute(tx -> {
            CreditLedger ledger = node.bean(CreditLedger.class);
            return credits == null
                    ? ledger.refund(books.id, charge, reference)
                    : ledger.refund(books.id, charge, reference, credits);
        }));
    }
}
