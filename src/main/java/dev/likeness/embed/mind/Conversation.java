package dev.likeness.embed.mind;

import dev.likeness.embed.mind.RoomBodies.Broken;
import dev.likeness.embed.mind.RoomBodies.Part;
import dev.likeness.embed.mind.RoomBodies.Turn;
import dev.likeness.room.RoomMessage;
import dev.likeness.voice.text.Growing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What visitors of a room and the agent say to each other. The node to which a turn comes answers it, unless a later one
 * comes; what is said travels as messages of the room, so that every node of it knows the same. Threads share it.
 */
public final class Conversation {

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    /** Characters of an answer. */
    private static final int LONGEST = 5_000;

    private final Minds minds;
    private final Audience audience;
    private final Memory memory = new Memory();
    /** Held while something is sent: nothing of what is broken off is sent behind that. */
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Answer current;
    private volatile boolean ended;
    private boolean explained;
    private boolean recalled;

    /** An answer that is being given. */
    private static final class Answer {

        private final UUID turn;
        private final UUID id;
        private final Chatting chatting;
        /** Sentences that were said. */
        private int said;
        private volatile boolean broken;

        Answer(UUID turn, Chatting chatting) {
            this.turn = turn;
            this.id = RoomBodies.answer(turn);
            this.chatting = chatting;
        }

        void breakOff() {
            broken = true;
            chatting.close();
        }
    }

    Conversation(Minds minds, Audience audience) {
        this.minds = minds;
        this.audience = audience;
    }

    /**
     * A visitor has said something, which breaks off what the agent says.
     *
     * @param line the id that the visitor's page has given it
     * @param endUser the site's own user
     */
    public void turn(String line, String text, @Nullable String endUser) {
        UUID id = minds.id();
        Optional<Endpoint> model = minds.chat(audience);
        lock.lock();
        try {
            if (ended) {
                return;
            }
            recall();
            breakOff();
            audience.deliver(new Turn(line, text).message(id));
            memory.visitor(id, text);
            audience.keep(id, Memory.USER, text);
            if (model.isPresent()) {
                Answer answer = new Answer(id, minds.ask(model.get(), audience, endUser,
                        memory.messages(audience.agent().systemPrompt())));
                current = answer;
                if (ended) {
                    answer.breakOff();
                }
                Thread.ofVirtual().name("mind").start(() -> answer(answer, model.get()));
            } else {
                withoutModel(text);
            }
        } catch (RuntimeException e) {
            LOG.warn("A turn of {} leads to nothing", audience.agent().code(), e);
            audience.notice("What you said was lost. Please say it once more.");
        } finally {
            lock.unlock();
        }
    }

    private void withoutModel(String text) {
        boolean repeats = minds.repeats();
        if (!explained) {
            explained = true;
            audience.notice(audience.agent().name() + (repeats
                    ? " repeats what you write: no chat model is configured here that would think of an answer."
                    : " says what it is told, but has nobody to think for it here: no chat model is configured."));
        }
        if (repeats) {
            audience.deliver(new RoomMessage(minds.id(), RoomMessage.Kind.SPEAK, text));
        }
    }

    /** What was said on a node that is gone. */
    private void recall() {
        if (!recalled) {
            recalled = true;
            memory.recall(audience.before());
        }
    }

    /** Breaks off what is said, and what somebody is about to say. */
    public void interrupt() {
        lock.lock();
        try {
            breakOff();
        } finally {
            lock.unlock();
        }
    }

    /** The room is left: whoever is thinking need not. */
    public void end() {
        ended = true;
        Answer answer = current;
        if (answer != null) {
            answer.breakOff();
        }
    }

    private void breakOff() {
        Map<UUID, String> unheard = audience.unheard();
        Answer answer = current;
        if (answer == null && unheard.isEmpty()) {
            return;
        }
        if (answer != null) {
            answer.breakOff();
            current = null;
        }
        Broken broken = new Broken(memory.recentTurns().stream().map(RoomBodies::answer).toList(), unheard);
        Map<UUID, String> shorter = memory.breakOff(broken);
        audience.deliver(broken.message(minds.id()));
        if (answer != null) {
            audience.correct(answer.id, memory.text(answer.id));
        }
        shorter.forEach((id, text) -> {
            if (answer == null || !id.equals(answer.id)) {
                audience.correct(id, text);
            }
        });
    }

    /** Something was said in the room; does not wait for anything. */
    public void hear(RoomMessage message) {
        switch (message.kind()) {
            case SPEAK -> memory.agent(message.id(), message.id(), message.body());
            case ADD_CONTEXT -> memory.context(message.id(), message.body());
            case TURN -> {
                if (memory.visitor(message.id(), Turn.of(message).text())) {
                    // It came to another node. Of two that were spoken to at once the later one answers.
                    breakOff(answer -> later(message.id(), answer.turn));
                }
            }
            case ANSWER -> {
                Part part = Part.of(message);
                memory.agent(part.answer(), message.id(), part.text());
            }
            case CLEAR -> {
                Broken broken = Broken.of(message);
                memory.breakOff(broken);
                breakOff(answer -> broken.answers().contains(answer.id));
            }
            case GESTURE -> {
                // Is seen, not said.
            }
        }
    }

    private void breakOff(Predicate<Answer> which) {
        Answer answer = current;
        if (answer != null && which.test(answer)) {
            answer.breakOff();
        }
    }

    private static boolean later(UUID id, UUID other) {
        int time = Long.compareUnsigned(id.getMostSignificantBits(), other.getMostSignificantBits());
        return time > 0 || time == 0
                && Long.compareUnsigned(id.getLeastSignificantBits(), other.getLeastSignificantBits()) > 0;
    }

    private void answer(Answer answer, Endpoint model) {
        try (Chatting chatting = answer.chatting) {
            Growing text = new Growing();
            int left = LONGEST;
            String piece = chatting.next();
            while (piece != null && left > 0 && say(answer, text.add(bounded(piece, left)))) {
                left -= piece.length();
                piece = chatting.next();
            }
            say(answer, text.end(""));
            if (answer.said == 0 && !answer.broken) {
                throw new ModelFailedException("answered nothing");
            }
        } catch (ModelFailedException e) {
            if (!answer.broken) {
                LOG.warn("Nobody thinks for {}: {} {}", audience.agent().code(), model, e.getMessage());
                audience.notice(audience.agent().name()
                        + " cannot think of an answer at the moment. Please try again in a while.");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("{} cannot answer", audience.agent().code(), e);
            audience.notice(audience.agent().name() + " cannot answer at the moment.");
        } finally {
            end(answer);
        }
    }

    private static String bounded(String piece, int left) {
        int length = Math.min(piece.length(), left);
        return piece.substring(0, length > 0 && length < piece.length()
                && Character.isHighSurrogate(piece.charAt(length - 1)) ? length - 1 : length);
    }

    /** False when nobody wants to hear it any more. */
    private boolean say(Answer answer, List<String> sentences) {
        for (String sentence : sentences) {
            // Half a character, and none at all, could be carried on by nobody.
            String plain = new String(sentence.replace("\0", "").getBytes(StandardCharsets.UTF_8),
                    StandardCharsets.UTF_8);
            lock.lock();
            try {
                if (answer.broken) {
                    return false;
                }
                UUID id = minds.id();
                memory.agent(answer.id, id, plain);
                audience.deliver(new Part(answer.id, answer.said++, plain).message(id));
            } finally {
                lock.unlock();
            }
        }
        return !answer.broken;
    }

    /** Whoever breaks it off later corrects what is kept of it. */
    private void end(Answer answer) {
        lock.lock();
        try {
            if (current == answer) {
                current = null;
                String heard = memory.text(answer.id);
                if (!heard.isEmpty()) {
                    audience.keep(answer.id, Memory.ASSISTANT, heard);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
