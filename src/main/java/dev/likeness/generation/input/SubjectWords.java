package dev.likeness.generation.input;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Hears from a description that its subject is no photorealistic human. Words, not understanding. */
public final class SubjectWords {

    private static final Set<String> DRAWN = Set.of("cartoon", "cartoons", "anime", "manga", "pixar", "disney", "chibi",
            "comic", "toon", "animated", "claymation", "stylized", "doodle", "sketch", "puppet", "muppet", "emoji",
            "mascot", "3d-rendered", "caricature");
    private static final Set<String> ANIMALS = Set.of("animal", "cat", "kitten", "dog", "puppy", "fox", "bear", "panda",
            "koala", "rabbit", "bunny", "wolf", "lion", "tiger", "monkey", "gorilla", "horse", "unicorn", "dragon",
            "owl", "parrot", "penguin", "duck", "frog", "turtle", "dolphin", "shark", "mouse", "hamster", "hedgehog",
            "raccoon", "squirrel", "elephant", "giraffe", "dinosaur", "corgi", "poodle", "otter", "sloth");
    private static final Set<String> CREATURES = Set.of("robot", "android", "alien", "monster", "goblin", "orc", "elf",
            "gnome", "zombie", "ghost", "skeleton", "demon", "mermaid", "troll", "werewolf", "teddy", "doll",
            "snowman");
    private static final Set<String> PEOPLE = Set.of("human", "person", "woman", "man", "lady", "gentleman", "girl",
            "boy", "mother", "father", "teacher", "doctor", "nurse", "veterinarian", "vet", "trainer", "groomer",
            "owner", "lover", "breeder", "engineer", "scientist", "coach", "guide", "librarian", "actor", "actress",
            "zookeeper", "researcher", "biologist", "developer", "host", "presenter", "he", "she", "his", "her");

    private SubjectWords() {
    }

    /** What the description sounds like, with its article; empty when it may be a human. */
    public static Optional<String> otherThanHuman(String description) {
        List<String> words = Arrays.asList(description.toLowerCase(Locale.ROOT).split("[^\\p{L}0-9-]+"));
        if (words.stream().anyMatch(DRAWN::contains)) {
            return Optional.of("a cartoon");
        }
        if (words.stream().anyMatch(PEOPLE::contains)) {
            return Optional.empty();
        }
        if (words.stream().anyMatch(ANIMALS::contains)) {
            return Optional.of("an animal");
        }
        return words.stream().anyMatch(CREATURES::contains) ? Optional.of("a fantasy creature") : Optional.empty();
    }
}
