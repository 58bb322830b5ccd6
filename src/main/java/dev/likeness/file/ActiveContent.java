package dev.likeness.file;

import dev.likeness.media.Bytes;
import java.util.List;
import java.util.Locale;

/** What a browser or an interpreter would run. Files of every type are searched for it where it could do harm. */
final class ActiveContent {

    /** More than any browser looks at to guess a type. */
    static final int HEAD = 4096;

    private static final List<String> MARKS = List.of("<script", "<html", "<svg", "<!doctype", "<iframe", "<?php",
            "<body", "<?xml-stylesheet");
    private static final List<String> ANYWHERE = List.of("<script", "<?php ", "<!doctype html");
    private static final List<String> STARTS = List.of("#!", "%!ps", "{\\rtf", "<");
    /** The longest end a zip file can have. */
    private static final int ZIP_END = 22 + 65_535;

    private ActiveContent() {
    }

    /** Marks of a page in the first bytes, of whatever type. */
    static boolean inHead(Bytes file) {
        String head = lower(file.text(0, HEAD));
        return MARKS.stream().anyMatch(head::contains);
    }

    /** Marks too long to appear in compressed data by chance. */
    static boolean anywhere(Bytes file) {
        String all = lower(file.text(0, file.size()));
        return ANYWHERE.stream().anyMatch(all::contains);
    }

    /** A text that begins as a script, a page or another language than people's. */
    static boolean beginsAsProgram(String text) {
        String start = lower(text.substring(0, Math.min(HEAD, text.length()))).stripLeading();
        return STARTS.stream().anyMatch(start::startsWith)
                || MARKS.stream().anyMatch(start::contains);
    }

    /** A whole zip archive (a jar, say) at the end of a file of another type. */
    static boolean endsAsArchive(Bytes tail) {
        for (int at = tail.size() - 22; at >= Math.max(0, tail.size() - ZIP_END); at--) {
            if (tail.u8(at) == 'P' && tail.has(at, "PK\5\6") && at + 22 + tail.le(at + 20, 2) <= tail.size()) {
                long directory = tail.le(at + 12, 4);
                int begin = (int) Math.max(-1, at - directory);
                // Of a directory too long to be in sight nothing can be said but that it fits.
                if (begin < 0 || tail.has(begin, "PK\1\2") || directory == 0) {
                    return true;
                }
            }
        }
        return false;
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static int tailSize() {
        return ZIP_END + 65_536;
    }
}
