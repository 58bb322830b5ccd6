package dev.likeness.media;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What files are that the API does not take, as far as their first bytes tell: so that a refusal can say what to do. Never
 * asked whether something is taken.
 */
public final class Foreign {

    private static final int HEAD = 4096;
    private static final List<String> PAGES = List.of("<!doctype html", "<html", "<head", "<body", "<script", "<iframe",
            "<meta", "<div", "<p ", "<p>", "<a ", "<img", "<h1", "<table", "<!--");
    private static final String SOUND = "send it as WAV, MP3, OGG, FLAC, AAC or M4A";

    private Foreign() {
    }

    /** A clause about it: what it looks like, and what to send instead. */
    public static Optional<String> look(Bytes head) {
        return binary(head).or(() -> text(text(head)));
    }

    private static Optional<String> binary(Bytes head) {
        String brand = head.has(4, "ftyp") ? head.text(8, 4) : "";
        return switch (brand.strip()) {
            case "heic", "heix", "hevc", "mif1", "msf1" -> Optional.of("it is an HEIC picture; send it as JPEG or PNG");
            case "avif", "avis" -> Optional.of("it is an AVIF picture; send it as JPEG or PNG");
            case "crx" -> Optional.of("it is a camera's raw picture; send it as JPEG or PNG");
            case "jp2", "jpx" -> Optional.of("it is a JPEG 2000 picture; send it as JPEG or PNG");
            default -> signed(head);
        };
    }

    private static Optional<String> signed(Bytes head) {
        if (head.has(0, "II*\0") || head.has(0, "MM\0*")) {
            return Optional.of("it is a TIFF picture; send it as JPEG or PNG");
        }
        if (head.has(0, "\u00ff\n") || head.has(4, "JXL ")) {
            return Optional.of("it is a JPEG XL picture; send it as JPEG or PNG");
        }
        if (head.has(0, "8BPS")) {
            return Optional.of("it is a Photoshop picture; send it as JPEG or PNG");
        }
        if (head.has(0, "#!AMR") || head.has(0, "FORM") && head.has(8, "AIF") || head.has(0, "caff")
                || head.has(0, "MThd")) {
            return Optional.of("it is sound of a kind that is not taken; " + SOUND);
        }
        if (head.be(0, 4) == 0x3026B275L) {
            return Optional.of("it is a Windows Media file; send films as MP4, and sound as WAV or MP3");
        }
        if (head.has(0, "FLV")) {
            return Optional.of("it is a Flash film; send it as MP4");
        }
        if (head.has(0, "PK\3\4") || head.has(0, "PK\5\6") || head.be(0, 2) == 0x1F8BL || head.has(0, "7z\u00bc\u00af")
                || head.has(0, "Rar!") || head.has(0, "BZh") || head.has(0, "\u00fd7zXZ") || head.has(257, "ustar")
                || head.be(0, 4) == 0x28B52FFDL) {
            return Optional.of("it is an archive, or an Office document that is damaged or holds macros; "
                    + "send the files in it one by one, documents without macros");
        }
        if (head.be(0, 4) == 0xD0CF11E0L) {
            return Optional.of("it is an Office file that is protected by a password, holds macros or is no document; "
                    + "save it without");
        }
        if (head.has(0, "MZ") || head.has(0, "\177ELF")) {
            return Optional.of("it is a program");
        }
        return Optional.empty();
    }

    private static Optional<String> text(String start) {
        if (start.startsWith("<svg") || start.startsWith("<?xml") && start.contains("<svg")) {
            return Optional.of("it is an SVG picture, which may hold scripts; send it as PNG");
        }
        if (start.startsWith("<?php") || start.startsWith("#!")) {
            return Optional.of("it looks like a program; text must not begin with " + (start.startsWith("#!")
                    ? "#!"
                    : "<?php"));
        }
        if (start.startsWith("<?xml") || PAGES.stream().anyMatch(start::contains)) {
            return Optional.of(start.startsWith("<") && !PAGES.stream().anyMatch(start::startsWith)
                    ? "it looks like XML, which is not taken; send it as plain text or PDF"
                    : "it looks like HTML; text must not begin with markup (<...) nor hold scripts or pages in it. "
                            + "If a page was fetched, give the address of the file itself");
        }
        if (start.startsWith("<")) {
            return Optional.of("it looks like HTML or XML; text must not begin with markup (<...)");
        }
        if (start.startsWith("{\\rtf")) {
            return Optional.of("it is an RTF document; save it as DOCX, PDF or TXT");
        }
        return start.startsWith("%!ps")
                ? Optional.of("it is a PostScript document; save it as PDF")
                : Optional.empty();
    }

    /** In small letters, without a mark and blanks before it; of UTF-16, what is in ASCII. */
    private static String text(Bytes head) {
        return head.text(0, HEAD).replace("\0", "")
                .replaceFirst("^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)", "")
                .toLowerCase(Locale.ROOT).stripLeading();
    }
}
