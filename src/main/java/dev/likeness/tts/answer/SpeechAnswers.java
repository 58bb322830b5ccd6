package dev.likeness.tts.answer;

import dev.likeness.common.ApiException;
import dev.likeness.tts.answer.Places.Place;
import dev.likeness.voice.Manner;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.speak.Speaker;
import dev.likeness.web.ClientLine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Speech as the body of an answer, in the memory of a sentence for texts of any length. What goes wrong before the first
 * byte is refused as everywhere; later the connection is cut, so that nobody takes a part for the whole.
 */
@Component
public class SpeechAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(SpeechAnswers.class);
    /** As much is said before the first byte goes, where a client would like to know the length: two minutes. */
    private static final int WHOLE_BYTES = 120 * 2 * Utterance.RATE;
    /** And it is not made to wait longer than that. */
    private static final Duration WHOLE_PATIENCE = Duration.ofSeconds(10);
    private static final int NAMED = 12;
    /** So far a client may fall behind who takes what is said: its place is waited for by others. */
    private static final Duration SPARE = Duration.ofMinutes(1);
    private static final int LONGEST_LANGUAGE = 35;

    private final Speaker speaker;
    private final Places places;

    SpeechAnswers(Speaker speaker, Places places) {
        this.speaker = speaker;
        this.places = places;
    }

    /**
     * Says a text.
     *
     * @param field where it was sent, for refusals
     * @param atOnce whether bytes go as they are made, rather than with their length where the text is short
     */
    public void answer(String field, String text, Manner manner, SoundFormat format, boolean atOnce,
            HttpServletRequest request,
            HttpServletResponse response) throws IOException, InterruptedException {
        if (speaker.engine(manner).isEmpty()) {
            throw ApiException.invalid("language", unknown(manner));
        }
        try (Place _ = places.take()) {
            Delivery delivery = new Delivery(field, () -> speaker.speak(text, manner), request);
            Utterance first = delivery.next();
            if (first == null) {
                throw ApiException.invalid(field, field + " has nothing in it that can be said");
            }
            response.setContentType(format.type());
            response.setHeader("X-Sample-Rate", Integer.toString(Utterance.RATE));
            response.setHeader("Cache-Control", "no-store");
            // nginx would hold sentences back.
            response.setHeader("X-Accel-Buffering", "no");
            try {
                write(first, delivery, format, atOnce, response);
            } catch (IOException | RuntimeException | InterruptedException e) {
                if (response.isCommitted()) {
                    LOG.debug("Speech broke off", e);
                    ClientLine.cut(request);
                }
                throw e;
            }
        }
    }

    private String unknown(Manner manner) {
        String known = speaker.languages(manner).stream().limit(NAMED).collect(Collectors.joining(", "));
        return "language " + manner.language() + " is not spoken here; known are "
                + (known.isEmpty() ? "none" : known)
                + ". Others are spoken where espeak-ng is installed or another speech server is configured";
    }

    private static void write(Utterance first, Delivery delivery, SoundFormat format, boolean atOnce,
            HttpServletResponse response) throws IOException, InterruptedException {
        OutputStream out = response.getOutputStream();
        if (!format.encoder().isEmpty()) {
            try (Encoding encoding = new Encoding(format.encoder(), out)) {
                copy(first, delivery, SoundFormat.PCM, encoding);
                encoding.end();
            }
        } else if (atOnce) {
            out.write(format == SoundFormat.WAV ? Pcm.wavHead(-1) : new byte[0]);
            copy(first, delivery, format, out);
        } else {
            whole(first, delivery, format, response);
        }
    }

    /** With its length, unless that turns out to be a long story. */
    private static void whole(Utterance first, Delivery delivery, SoundFormat format, HttpServletResponse response)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + WHOLE_PATIENCE.toNanos();
        ByteArrayOutputStream begun = new ByteArrayOutputStream();
        Utterance next = first;
        while (next != null && begun.size() < WHOLE_BYTES && System.nanoTime() < end) {
            begun.writeBytes(Pcm.of(next.sound()));
            next = delivery.next();
        }
        byte[] head = format == SoundFormat.WAV ? Pcm.wavHead(next == null ? begun.size() : -1) : new byte[0];
        if (next == null) {
            response.setContentLength(head.length + begun.size());
        }
        OutputStream out = response.getOutputStream();
        out.write(head);
        begun.writeTo(out);
        copy(next, delivery, format, out);
    }

    private static void copy(@Nullable Utterance first, Delivery delivery, SoundFormat format, OutputStream out)
            throws IOException, InterruptedException {
        long spare = SPARE.toNanos();
        for (Utterance next = first; next != null; next = delivery.next()) {
            byte[] bytes = Pcm.of(next.sound());
            long begun = System.nanoTime();
            if (format == SoundFormat.FRAMES) {
                out.write(Pcm.length(bytes.length));
            }
            out.write(bytes);
            out.flush();
            spare += (long) (next.seconds() * 1e9) - (System.nanoTime() - begun);
            if (spare < 0) {
                throw new IOException("what is said is taken more slowly than it is spoken");
            }
        }
        if (format == SoundFormat.FRAMES) {
            out.write(Pcm.length(0));
        }
        out.flush();
    }

    /** A language as clients write it: {@code EN}, {@code pt_BR}; blank is English. */
    public static String language(@Nullable String asked) {
        String language = asked == null || asked.isBlank() ? "en" : asked.strip().replace('_', '-');
        if (language.length() > LONGEST_LANGUAGE || !language.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")) {
            throw ApiException.invalid("language", "language must be two or three letters, such as en, de or pt-BR");
        }
        return language.substring(0, language.indexOf('-') < 0 ? language.length() : language.indexOf('-'))
                .toLowerCase(Locale.ROOT)
                + (language.indexOf('-') < 0 ? "" : language.substring(language.indexOf('-')));
    }
}
