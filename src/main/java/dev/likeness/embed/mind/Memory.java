package dev.likeness.embed.mind;

import dev.likeness.embed.mind.RoomBodies.Broken;
import dev.likeness.runtime.Transcripts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a room has heard, as far as a model is told of it. Threads share it. */
final class Memory {

    static final String USER = "user";
    static final String ASSISTANT = "assistant";
    /** Characters. */
    private static final int TURNS = 12_000;
    private static final int CONTEXTS = 8_000;
    private static final int REMEMBERED = 200;
    /** So many turns may be waiting for an answer at once. */
    private static final int RECENT = 8;
    private static final String SPOKEN = """
            You are talking with somebody who hears you: answer in a few short sentences, as one speaks, without lists, \
            links or markup.""";

    private final Deque<Said> turns = new ArrayDeque<>();
    private final Map<UUID, String> contexts = new LinkedHashMap<>();
    private final Map<UUID, Boolean> broken = bounded();
    private final Map<UUID, String> cut = bounded();

    /** What somebody said, by the messages it came in. */
    private record Said(UUID id, String role, Map<UUID, String> parts) {

        String text() {
            return String.join(" ", parts.values().stream().filter(part -> !part.isEmpty()).toList());
        }

        int length() {
            return parts.values().stream().mapToInt(String::length).sum();
        }
    }

    /** A line of what a model is asked. */
    record Message(String role, String content) {
    }

    /** Something was said before anything that is known. */
    synchronized void recall(List<Transcripts.Line> lines) {
        lines.reversed().stream().filter(line -> turns.stream().noneMatch(one -> one.id.equals(line.id())))
                .forEach(line -> turns.addFirst(
                        new Said(line.id(), line.role(), new LinkedHashMap<>(Map.of(line.id(), line.content())))));
    }

    /** False where it was known. */
    synchronized boolean visitor(UUID id, String text) {
        return said(id, USER, id, text);
    }

    /**
     * The agent said something.
     *
     * @param part the message of it, which may come twice
     */
    synchronized void agent(UUID id, UUID part, String text) {
        if (!broken.containsKey(id)) {
            said(id, ASSISTANT, part, cut.getOrDefault(part, text));
        }
    }

    private boolean said(UUID id, String role, UUID part, String text) {
        Said said = turns.stream().filter(one -> one.id.equals(id)).findFirst().orElse(null);
        if (said == null) {
            said = new Said(id, role, new LinkedHashMap<>());
            turns.add(said);
        }
        if (!part.equals(id) && said.parts.containsKey(id)) {
            // It was recalled, whole.
            return false;
        }
        boolean news = said.parts.putIfAbsent(part, text) == null;
        int length = turns.stream().mapToInt(Said::length).sum();
        while (turns.size() > 1 && (length > TURNS || turns.size() > REMEMBERED)) {
            length -= turns.remove().length();
        }
        return news;
    }

    synchronized void context(UUID id, String text) {
        contexts.put(id, text);
        int length = contexts.values().stream().mapToInt(String::length).sum();
        Iterator<String> oldest = contexts.values().iterator();
        while (length > CONTEXTS && contexts.size() > 1) {
            length -= oldest.next().length();
            oldest.remove();
        }
    }

    /** The turns to which somebody may still be answering. */
    synchronized List<UUID> recentTurns() {
        List<UUID> visitors = turns.stream().filter(one -> one.role.equals(USER)).map(Said::id).toList();
        return visitors.subList(Math.max(0, visitors.size() - RECENT), visitors.size());
    }

    /** Forgets what was not heard; the texts that are left of what is shorter now, by its id. */
    synchronized Map<UUID, String> breakOff(Broken off) {
        off.answers().forEach(answer -> broken.put(answer, true));
        Map<UUID, String> shorter = new HashMap<>();
        off.said().forEach((part, heard) -> {
            cut.putIfAbsent(part, heard);
            for (Said one : turns) {
                String known = one.parts.get(part);
                if (known != null && known.length() > heard.length()) {
                    one.parts.put(part, heard);
                    shorter.put(one.id, one.text());
                }
            }
        });
        return shorter;
    }

    /** What is known of something that was said; empty where nothing is. */
    synchronized String text(UUID id) {
        return turns.stream().filter(one -> one.id.equals(id)).map(Said::text).findFirst().orElse("");
    }

    /** Up to the visitor's last turn. Some models take nothing but one system message first and turns in turn. */
    synchronized List<Message> messages(String prompt) {
        List<Message> messages = new ArrayList<>();
        StringBuilder system = new StringBuilder(prompt.strip()).append("\n\n").append(SPOKEN);
        if (!contexts.isEmpty()) {
            system.append("\n\nWhat you know of the situation:\n").append(String.join("\n", contexts.values()));
        }
        messages.add(new Message("system", system.toString().strip()));
        for (Said one : turns) {
            String text = one.text();
            if (text.isEmpty()) {
                continue;
            }
            Message last = messages.getLast();
            if (last.role.equals(one.role)) {
                messages.set(messages.size() - 1, new Message(one.role, last.content + "\n" + text));
            } else {
                messages.add(new Message(one.role, text));
            }
        }
        return messages;
    }

    private static <T> Map<UUID, T> bounded() {
        return new LinkedHashMap<>() {

            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<UUID, T> eldest) {
                return size() > REMEMBERED;
            }
        };
    }
}
