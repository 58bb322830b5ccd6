package dev.likeness.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.media.FileType;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A refused file is told why, and what to do. */
class NotTakenTests {

    @TempDir
    Path folder;

    private String why(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("x"), bytes);
        assertThat(Sniffer.find(file, "txt")).isEmpty();
        return NotTaken.why(file);
    }

    private Optional<Sniffer.Found> found(byte[] bytes, String extension) throws IOException {
        return Sniffer.find(Files.write(folder.resolve("x"), bytes), extension);
    }

    @ParameterizedTest
    @CsvSource({"GBK, '名称,价格\n苹果,三元\n'", "GB18030, '名称,价格\n苹果,三元\n'", "Big5, '名稱,價格\n蘋果,三元\n'",
            "Shift_JIS, '名前、価格、りんごは三円です。\n'", "EUC-JP, '名前,価格\n'", "EUC-KR, '이름,가격\n사과,삼원\n'",
            "windows-1251, 'имя,цена\n'", "KOI8-R, 'имя,цена\n'", "ISO-8859-5, 'имя,цена\n'",
            "windows-1253, 'όνομα,τιμή\n'",
            "windows-1255, 'שם,מחיר\n'", "windows-1256, 'الاسم,السعر\n'", "UTF-16LE, 'name,price\n'",
            "UTF-16BE, 'name,price\n'"})
    void textInAnEncodingThatCannotBeToldIsAskedForAsUtf8(String charset, String text) throws IOException {
        byte[] bytes = text.repeat(200).getBytes(Charset.forName(charset));
        assertThat(why(bytes)).contains("text must be UTF-8 (or UTF-16 with a byte order mark); save it as UTF-8");
    }

    /** Mostly ASCII, so that the share of other bytes does not tell it. */
    @Test
    void aFewWordsOfAnotherAlphabetAreNotTakenForWesternLetters() throws IOException {
        String table = "1001;2026-11-28;19.90;EUR;привет\n".repeat(50);
        assertThat(why(table.getBytes(Charset.forName("windows-1251")))).contains("UTF-8");
        String chinese = "1001;2026-11-28;19.90;EUR;苹果\n".repeat(50);
        assertThat(why(chinese.getBytes(Charset.forName("GBK")))).contains("UTF-8");
    }

    /** A character of two bytes looks like two Western letters. */
    @ParameterizedTest
    @CsvSource({"GBK, 1001;张;2026", "GBK, 1001;张;2026;王;————", "GB18030, 1001;李;敲", "Shift_JIS, 1001;大;中;日",
            "EUC-JP, 1001;東;西", "Big5, 1001;王;李", "EUC-KR, 1001;김;이;박", "EUC-KR, 1001;플;김",
            "windows-1251, да;не;он;1001", "KOI8-R, да;не;он;1001"})
    void wordsOfOneCharacterAreNotTakenForWesternLetters(String charset, String line) throws IOException {
        for (int lines : new int[]{1, 50}) {
            assertThat(why((line + "\n").repeat(lines).getBytes(Charset.forName(charset)))).contains("UTF-8");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Title\n————————\nIt’s fine\n", "Title\n————————\n", "•••\nA ………\n", "× × ×\nA×××B\n",
            "Viele Grüße\nMax", "Straße süß größer\n", "Descrição;Preço\n", "informação\n", "INFORMAÇÃO\n",
            "Une idée créée\n", "J’étais à l’école\n", "l’école\n", "«\u00a0Bonjour\u00a0»\n", "20\u00a0€\n",
            "El niño comió piñas\n", "¡¡Feliz cumpleaños!!\n", "Wait…” she said\n", "naïve café\n"})
    void shortWesternTextIsTakenWithRulesAndTwos(String text) throws IOException {
        assertThat(found(text.getBytes(Charset.forName("windows-1252")), "txt").orElseThrow().contentType())
                .isEqualTo("text/plain;charset=windows-1252");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0x95, 0xff})
    void oneByteOverAndOverIsNoText(int value) throws IOException {
        byte[] bytes = new byte[1000];
        Arrays.fill(bytes, (byte) value);
        assertThat(found(bytes, "txt")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'Größe;Preis in €\nÜbergröße;19,90\n', UTF-8", "'Größe;Preis in €\nÜbergröße;19,90\n', windows-1252",
            "'informação – ações – coração\n', windows-1252",
            "'l’été, où une œuvre naquit sans bruit à côté\n', windows-1252",
            "'smørrebrød på ø, ærlighed\n', windows-1252", "'¿Qué pasó, señor?\n', windows-1252"})
    void westernTextIsTaken(String text, String charset) throws IOException {
        assertThat(found(text.repeat(20).getBytes(Charset.forName(charset)), "txt").orElseThrow().contentType())
                .isEqualTo("text/plain;charset=" + charset.toLowerCase());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <p align="center">T</p>\\n\\n# A|looks like HTML; text must not begin with markup
            Ask us\\n<script src=x></script>|looks like HTML
            <html><body>Not found</body></html>|give the address of the file itself
            <svg xmlns="x"/>|SVG picture
            <?xml version="1.0"?><a/>|looks like XML
            #!/bin/sh|looks like a program
            {\\\\rtf1 x}|save it as DOCX
            %!PS-Adobe-3.0|save it as PDF
            """)
    void textThatIsAnotherLanguageSaysWhichAndWhatToDo(String text, String told) throws IOException {
        assertThat(why(text.replace("\\n", "\n").replace("\\\\", "\\").getBytes(StandardCharsets.UTF_8)))
                .contains(told);
    }

    @Test
    void otherFilesAreNamedToo() throws IOException {
        assertThat(why(Samples.iso("heic"))).contains("HEIC picture; send it as JPEG or PNG");
        assertThat(why(Samples.iso("avif"))).contains("AVIF");
        assertThat(why(Samples.bytes("II*\0\10\0\0\0"))).contains("TIFF");
        assertThat(why(Samples.bytes("#!AMR\n\0"))).contains("send it as WAV");
        assertThat(why(Samples.zip("a.class", "x"))).contains("archive");
        assertThat(why(Samples.ole("EncryptedPackage"))).contains("password");
        assertThat(why(Samples.bytes("MZ\u0090\0\3\0\0\0"))).contains("program");
        assertThat(why(Samples.bytes("\u0089PNG\r\n\u001a\n\0\0\0\0"))).contains("image/png, but is cut off");
        assertThat(why(Samples.bytes("\1\2\3\4\0\1\2")))
                .endsWith("images, videos, audio, PDF, Office documents, TXT and CSV are");
    }

    @Test
    void matroskaWithoutPicturesIsSoundUnderEachOfItsNames() throws IOException {
        byte[] sound = Samples.ebml("matroska", 2);
        FileType type = found(sound, "mkv").orElseThrow().type();
        assertThat(type).isEqualTo(FileType.MKA);
        for (String extension : new String[]{"mkv", "mka", "webm"}) {
            assertThat(FileNames.agree(extension, type)).as(extension).isTrue();
            assertThat(FileNames.agree(extension, FileType.WEBA)).as(extension).isTrue();
        }
        assertThat(FileNames.agree("mp4", type)).isFalse();
        assertThat(FileNames.safe("voice.mkv", type)).isEqualTo("voice.mkv");
    }
}
