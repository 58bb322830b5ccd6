package dev.likeness.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.media.Bytes;
import dev.likeness.media.Category;
import dev.likeness.media.FileType;
import dev.likeness.media.PictureHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file is, from its bytes (CONTRACT 6). */
class SnifferTests {

    @TempDir
    Path folder;

    private Optional<FileType> type(byte[] bytes, String extension) throws IOException {
        return Sniffer.find(Files.write(folder.resolve("x"), bytes), extension).map(Sniffer.Found::type);
    }

    @Test
    void everyTypeIsKnownByItsBytesAlone() throws IOException {
        Map<String, byte[]> samples = Samples.all();
        assertThat(samples).hasSizeGreaterThan(25);
        for (Map.Entry<String, byte[]> sample : samples.entrySet()) {
            Optional<FileType> type = type(sample.getValue(), "");
            assertThat(type).as(sample.getKey()).isPresent();
            assertThat(FileNames.agree(FileNames.extension(sample.getKey()), type.get())).as(sample.getKey()).isTrue();
            assertThat(type(sample.getValue(), "pdf")).as(sample.getKey())
                    .isEqualTo(sample.getKey().endsWith("csv") ? Optional.of(FileType.TXT) : type);
        }
    }

    @Test
    void whatIsActiveOrAnArchiveOrUnknownIsNot() throws IOException {
        Map<String, byte[]> hostile = new LinkedHashMap<>();
        for (String text : new String[]{"<html><body>x</body></html>", "<!DOCTYPE html><p>x", "\ufeff  <HTML>",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "<?xml version='1.0'?><a/>",
                "<?php system($_GET[0]);", "<script>alert(1)</script>", "#!/bin/sh\nrm -rf /\n", "<a href=x>y</a>",
                "<!-- x --><p>", "hello\n<script src=//x></script>", "{\\rtf1\\ansi hello}", "%!PS-Adobe-3.0\n",
                "text before <iframe src=x>", "a\0b", "\1\2\3", "a\u007fb"}) {
            hostile.put(text, text.getBytes(StandardCharsets.UTF_8));
            hostile.put("UTF-16 " + text, ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE));
        }
        byte[] png = Samples.picture("png", 8, 6);
        byte[] zip = Samples.zip("a.class", "x");
        hostile.put("zip", zip);
        hostile.put("jar", Samples.zip("META-INF/MANIFEST.MF", "x", "a.class", "y"));
        hostile.put("png and zip", Samples.bytes("", png, zip));
        hostile.put("gif and jar", Samples.bytes("", Samples.picture("gif", 8, 6), zip));
        hostile.put("pdf and zip", Samples.bytes("%PDF-1.7\n", zip));
        hostile.put("mp3 and zip", Samples.bytes("", Samples.mp3(), zip));
        hostile.put("page in a gif", Samples.bytes("GIF89a\1\0\1\0/*<html><script>alert(1)</script>*/"));
        hostile.put("script in a png", Samples.bytes("", png, Samples.bytes("<script>alert(1)</script>")));
        hostile.put("php in a jpeg", Samples.bytes("", Samples.picture("jpg", 8, 6), Samples.bytes("<?php x();?>")));
        hostile.put("script as bmp", Samples.bytes("BM/*AAAAAAAAAAAAAAAA*/=1;alert(1)\0"));
        hostile.put("macros in docx", Samples.zip("[Content_Types].xml", "application/vnd.openxmlformats-"
                + "officedocument.wordprocessingml.document.main+xml", "word/document.xml", "", "word/vbaProject.bin",
                ""));
        hostile.put("docm", Samples.zip("[Content_Types].xml",
                "application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml", ""));
        hostile.put("docx that is a jar", Samples.zip("[Content_Types].xml", "application/vnd.openxmlformats-"
                + "officedocument.wordprocessingml.document.main+xml", "word/document.xml", "",
                "META-INF/MANIFEST.MF", ""));
        hostile.put("macros in doc", Samples.ole("WordDocument", "_VBA_PROJECT"));
        hostile.put("encrypted", Samples.ole("EncryptedPackage"));
        hostile.put("msi", Samples.ole("SummaryInformation"));
        hostile.put("heic", Samples.iso("heic"));
        hostile.put("avif", Samples.iso("avif"));
        hostile.put("exe", Samples.bytes("MZ\u0090\0\3\0\0\0"));
        hostile.put("elf", Samples.bytes("\177ELF\2\1\1\0"));
        hostile.put("gzip", Samples.bytes("\37\u008b\10\0\0\0"));
        hostile.put("7z", Samples.bytes("7z\u00bc\u00af\u0027\34"));
        hostile.put("rar", Samples.bytes("Rar!\32\7\1\0"));
        hostile.put("tiff", Samples.bytes("II*\0\10\0\0\0"));
        hostile.put("class", Samples.bytes("\u00ca\u00fe\u00ba\u00be\0\0\0\105"));
        hostile.put("wasm", Samples.bytes("\0asm\1\0\0\0"));
        hostile.put("swf", Samples.bytes("FWS\12\1\0\0\0"));
        hostile.put("cut zip", Arrays.copyOf(Samples.all().get("paper.docx"), 60));
        hostile.put("riff of nothing", Samples.bytes("RIFF\4\0\0\0ABCD\0"));
        hostile.put("png without header", Samples.bytes("\u0089PNG\r\n\u001a\n\0\0\0\0"));
        hostile.put("jpeg without frame", Samples.bytes("\u00ff\u00d8\u00ff\u00d9\0"));
        for (Map.Entry<String, byte[]> file : hostile.entrySet()) {
            assertThat(type(file.getValue(), "")).as(file.getKey()).isEmpty();
            assertThat(type(file.getValue(), "txt")).as(file.getKey()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"The wide river ran past the house.", "The moov atom", "An\n mdat\n", "Two ftyp boxes",
            "ID3 tags stand before the music.", "ID3", "RIFF is a format", "ID3\n\n\n\n\n\n\n"})
    void textIsTextThoughItBeginsLikeAFilmOrASound(String text) throws IOException {
        assertThat(type(text.getBytes(StandardCharsets.UTF_8), "txt")).contains(FileType.TXT);
    }

    @Test
    void filmsOfTheOldKindBeginWithABoxThatFitsIntoTheFile() throws IOException {
        byte[] rest = new byte[64];
        assertThat(type(Samples.bytes("\0\0\0\10wide\0\0\0\20mdat", rest), "mov")).contains(FileType.MOV);
        assertThat(type(Samples.bytes("\0\0\0\0mdat", rest), "mov")).contains(FileType.MOV);
        assertThat(type(Samples.bytes("\0\0\0\1mdat\0\0\0\0\0\0\0\40", rest), "mov")).contains(FileType.MOV);
        assertThat(type(Samples.bytes("\0\0\0\1mdat\0\0\1\0\0\0\0\40", rest), "mov")).isEmpty();
        assertThat(type(Samples.bytes("\0\0\1\0moov", rest), "mov")).isEmpty();
        assertThat(type(Samples.bytes("\0\0\0\7wide", rest), "mov")).isEmpty();
    }

    @Test
    void aTagIsSoundOnlyWithSoundAfterIt() throws IOException {
        // 20,000 bytes, more than is looked at for a signature.
        byte[] tag = Samples.bytes("ID3\3\0\0\0\1\34\40", new byte[20_000]);
        assertThat(type(Samples.bytes("", tag, Samples.mp3()), "mp3")).contains(FileType.MP3);
        assertThat(type(Samples.bytes("", tag, new byte[500], Samples.mp3()), "mp3")).contains(FileType.MP3);
        assertThat(type(Samples.bytes("", tag, Samples.adts()), "aac")).contains(FileType.AAC);
        assertThat(type(Samples.bytes("", tag, Samples.all().get("voice.flac")), "flac")).contains(FileType.FLAC);
        byte[] footed = Samples.bytes("ID3\4\0\20\0\0\0\0", Samples.bytes("3DI\4\0\20\0\0\0\0"), Samples.mp3());
        assertThat(type(footed, "mp3")).contains(FileType.MP3);
        assertThat(Sniffer.atMost(Arrays.copyOf(tag, Sniffer.HEAD))).contains(Category.AUDIO);

        assertThat(type(tag, "mp3")).isEmpty();
        assertThat(type(Arrays.copyOf(tag, 5000), "mp3")).isEmpty();
        assertThat(type(Samples.bytes("", tag, Samples.bytes("MZ\u0090\0\3\0\0\0 any program")), "mp3")).isEmpty();
        for (String header : new String[]{"ID3\5\0\0\0\0\0\0", "ID3\3\u00ff\0\0\0\0\0", "ID3\3\0\1\0\0\0\0",
                "ID3\3\0\0\0\0\0\u0080"}) {
            assertThat(type(Samples.bytes(header, Samples.mp3()), "mp3")).as(header).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JPEG:jpg:true", "JPEG:png:true", "PNG:pdf:false", "PNG:mp4:false", "PNG:html:false",
            "PNG:svg:false", "PNG::true", "PNG:v2:true", "TXT:csv:false", "TXT:pdf:false", "TXT:js:false",
            "TXT:md:true", "CSV:txt:true", "DOCX:doc:true", "DOCX:xlsx:false", "DOCX:zip:false", "PDF:txt:false",
            "M4A:mp4:true", "MP3:wav:true", "MP3:mp4:false", "WEBA:webm:true", "MP4:mov:true", "MP4:mp3:false"})
    void aNameMayContradictTheBytes(String line) {
        String[] parts = line.split(":");
        assertThat(FileNames.agree(parts[1], FileType.valueOf(parts[0]))).isEqualTo(Boolean.parseBoolean(parts[2]));
    }

    @Test
    void pixelsAreReadFromTheHeader() {
        for (String format : new String[]{"jpg", "png", "gif", "bmp"}) {
            FileType type = format.equals("jpg") ? FileType.JPEG : FileType.valueOf(format.toUpperCase());
            assertThat(PictureHeader.of(new Bytes(Samples.picture(format, 300, 20))))
                    .contains(new PictureHeader(type, 300, 20));
        }
        assertThat(PictureHeader.of(new Bytes(Samples.all().get("photo.webp"))))
                .contains(new PictureHeader(FileType.WEBP, 8, 6));
        assertThat(PictureHeader.of(new Bytes(Samples.hugePng(-1, -1))).orElseThrow().pixels())
                .isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"photo.jpg>photo.jpg", "a/b/../Übung 1.PNG>Ubung_1.jpg", "../../etc/passwd>passwd.jpg",
            "C:\\x\\y.jpeg>y.jpeg", "x.php.jpg>x_php.jpg", ">file.jpg", "...>file.jpg", "日本.jpg>file.jpg"})
    void namesAreSafeInUrls(String line) {
        String[] parts = line.split(">");
        assertThat(FileNames.safe(parts[0], FileType.JPEG)).isEqualTo(parts[1]);
    }

    @Test
    void noMutationCrashesIt() throws IOException {
        Random random = new Random(11);
        for (Map.Entry<String, byte[]> sample : Samples.all().entrySet()) {
            for (int round = 0; round < 60; round++) {
                byte[] mutant = sample.getValue().clone();
                for (int i = 0; i <= random.nextInt(4); i++) {
                    mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
                }
                mutant = random.nextBoolean() ? mutant : Arrays.copyOf(mutant, random.nextInt(mutant.length) + 1);
                Sniffer.atMost(mutant);
                assertThat(type(mutant, "")).isNotNull();
            }
        }
    }
}
