package dev.likeness.voice.text;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

public final class Script {
    private Script() {
    }

    public static Iterator<Sentence> english(String text) {
        if (text.chars().anyMatch(c -> c >= 0x400 && c < 0x500)) {
            throw new UnsayableException("This text has Cyrillic letters");
        }
        return plain(text);
    }

    public static Iterator<Sentence> plain(String text) {
        if (text.chars().noneMatch(Character::isLetterOrDigit)) {
            throw new UnsayableException("There is nothing to say");
        }
        List<Sentence> all = new ArrayList<>();
        for (String one : text.split("(?<=[.!?])\\s+")) {
            all.add(new Sentence(one, List.of(new Sentence.Word(one)), .3));
        }
        return all.iterator();
    }
}
