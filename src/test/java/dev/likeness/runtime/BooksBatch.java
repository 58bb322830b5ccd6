package dev.likeness.runtime;

import dev.likeness.runtime.BooksModel.Beaten;
import dev.likeness.runtime.BooksModel.Sent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Heartbeats of one account that came at once: there must be an order in which the model gives them the same answers
 * and has the same books in the end. Which one, nobody promises.
 */
final class BooksBatch {

    private final BooksStory story;
    private final BooksAccount books;
    private final List<Sent> sent;
    private final List<BeatAnswer> answers;
    private final BooksCheck.Found found;
    private String nearest = "";

    BooksBatch(BooksStory story, BooksAccount books, List<Sent> sent, List<BeatAnswer> answers) {
        this.story = story;
        this.books = books;
        this.sent = sent;
        this.answers = answers;
        this.found = story.check.find(books.id);
    }

    /** The account's model after the first order that fits. */
    BooksModel inSomeOrder() {
        BooksModel fits = search(new BooksModel(books.model), List.of(), Set.of(books.model.balance()));
        if (fits == null) {
            throw story.differs("no order of the batch of " + books.name + " gives " + answers + ": " + nearest, null);
        }
        return fits;
    }

    private @Nullable BooksModel search(BooksModel before, List<Integer> done, Set<Long> balances) {
        if (done.size() == sent.size()) {
            if (before.books().equals(found.books()) && before.minutes().equals(found.minutes())
                    && answers.stream().allMatch(answer -> balances.contains(answer.balance()))) {
                return before;
            }
            nearest = "the answers fit in the order " + done + ", but the model then has " + before.books()
                    + ", the server " + found.books();
            return null;
        }
        for (int i = 0; i < sent.size(); i++) {
            if (!done.contains(i)) {
                BooksModel after = new BooksModel(before);
                if (fits(after.beat(sent.get(i), story.now), answers.get(i))) {
                    List<Integer> order = new ArrayList<>(done);
                    order.add(i);
                    Set<Long> seen = new HashSet<>(balances);
                    seen.add(after.balance());
                    BooksModel whole = search(after, order, seen);
                    if (whole != null) {
                        return whole;
                    }
                }
            }
        }
        return null;
    }

    private static boolean fits(Beaten beaten, BeatAnswer answer) {
        BooksModel.Session session = beaten.session();
        if (session != null && beaten.opened()) {
            session.id = Objects.requireNonNullElse(answer.sessionId(), "none");
        }
        return answer.outcome().equals(switch (beaten.word()) {
            case "live" -> "live";
            case "passed over" -> "passed_over";
            case "RUNTIME_SUSPENDED" -> "runtime_suspended";
            case "ACCOUNT_SUSPENDED" -> "account_suspended";
            case "NOT_FOUND" -> "no_agent";
            case "INSUFFICIENT_BALANCE" -> "insufficient";
            case "CONCURRENCY_LIMIT_REACHED" -> "concurrency";
            default -> throw new IllegalStateException(beaten.word());
        }) && (session == null || session.id.equals(answer.sessionId()));
    }
}
