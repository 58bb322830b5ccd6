package dev.likeness.web.egress;

import dev.likeness.web.egress.EgressException.Kind;
import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import org.springframework.web.util.UriUtils;

/**
 * An http or https address, read as browsers read it (the URL standard): people copy links from there, and servers send
 * redirects that only browsers have tried. What may not stand in a request is escaped, what is escaped stays so, and
 * relative parts are joined as RFC 3986 says. A {@code java.net.URI} takes none of that.
 *
 * @param scheme http or https
 * @param authority host in ASCII and small letters, and port if there is one
 * @param path begins with a slash
 * @param query with its question mark, or empty
 */
record WebAddress(String scheme, URIAuthority authority, String path, String query) {

    /** What older names wrote as others, and newer ones do not: browsers and Java go to different hosts (UTS 46). */
    private static final Pattern DEVIATING = Pattern.compile("[\u00df\u1e9e\u03c2\u200c\u200d]");
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("[a-z0-9._-]{1,255}|\\[[0-9a-f:.]+]");
    private static final String PLAIN = "-._~!$&()*+,;=:@/%";

    /** @throws EgressException {@code REFUSED} for what no server is at, or none that this one goes to */
    static WebAddress of(String text) {
        return read(null, text, StandardCharsets.UTF_8);
    }

    /** Where a redirect from here leads. @param header as the client hands it out, a character for each byte */
    WebAddress join(String header) {
        byte[] bytes = header.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return read(this, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(),
                    StandardCharsets.UTF_8);
        } catch (CharacterCodingException _) {
            // Bytes of some other encoding go back as the bytes they are.
            return read(this, header, StandardCharsets.ISO_8859_1);
        }
    }

    String pathAndQuery() {
        return path + query;
    }

    private static WebAddress read(@Nullable WebAddress base, String text, Charset charset) {
        String plain = trimmed(text).replaceAll("[\t\r\n]", "");
        int fragment = plain.indexOf('#');
        plain = fragment < 0 ? plain : plain.substring(0, fragment);
        int mark = plain.indexOf('?');
        String front = (mark < 0 ? plain : plain.substring(0, mark)).replace('\\', '/');
        String query = mark < 0 ? "" : "?" + escaped(plain.substring(mark + 1), "?[]", charset);
        Matcher parts = SCHEME.matcher(front);
        if (parts.matches()) {
            String scheme = parts.group(1).toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                throw refused("The URL must be an http or https URL");
            }
            String rest = parts.group(2);
            return base != null && scheme.equals(base.scheme) && !rest.startsWith("//")
                    ? base.relative(rest, query, mark >= 0, charset)
                    : absolute(scheme, rest, query, charset);
        }
        if (base == null) {
            throw refused("The URL must be an http or https URL");
        }
        return front.startsWith("//")
                ? absolute(base.scheme, front, query, charset)
                : base.relative(front, query, mark >= 0, charset);
    }

    private static WebAddress absolute(String scheme, String front, String query, Charset charset) {
        String rest = StringUtils.trimLeadingCharacter(front, '/');
        int slash = rest.indexOf('/');
        String path = slash < 0 ? "/" : rest.substring(slash);
        return new WebAddress(scheme, authority(slash < 0 ? rest : rest.substring(0, slash)),
                withoutDots(escaped(path, "'", charset)), query);
    }

    private WebAddress relative(String front, String newQuery, boolean asks, Charset charset) {
        if (front.isEmpty()) {
            return new WebAddress(scheme, authority, path, asks ? newQuery : query);
        }
        String own = escaped(front, "'", charset);
        String whole = own.startsWith("/") ? own : path.substring(0, path.lastIndexOf('/') + 1) + own;
        return new WebAddress(scheme, authority, withoutDots(whole), newQuery);
    }

    private static URIAuthority authority(String text) {
        if (text.indexOf('@') >= 0) {
            throw refused("The URL must not hold a user name");
        }
        int colon = text.lastIndexOf(':') > text.lastIndexOf(']') ? text.lastIndexOf(':') : text.length();
        String host = host(text.substring(0, colon));
        String port = text.substring(Math.min(text.length(), colon + 1));
        if (!port.matches("[0-9]*")) {
            throw refused("The URL is malformed");
        }
        String digits = port.replaceFirst("^0+(?=.)", "");
        if (digits.length() > 5 || !digits.isEmpty() && !isPort(Integer.parseInt(digits))) {
            throw refused("The URL names a port that does not exist");
        }
        InetAddress literal = Addresses.literal(host);
        // In one spelling: the client's own reader of authorities does not know all that IPv6 has.
        String named = literal instanceof Inet6Address && host.startsWith("[")
                ? "[" + literal.getHostAddress() + "]"
                : literal != null && host.startsWith("[") ? literal.getHostAddress() : host;
        try {
            return URIAuthority.create(digits.isEmpty() ? named : named + ":" + digits);
        } catch (URISyntaxException e) {
            throw refused("The URL is malformed");
        }
    }

    private static boolean isPort(int number) {
        return number > 0 && number < 65_536;
    }

    private static String host(String text) {
        if (text.isEmpty()) {
            throw refused("The URL must be an http or https URL");
        }
        try {
            String host = unescaped(text);
            if (DEVIATING.matcher(host).find()) {
                throw refused("The URL names a host in letters that are read in two ways: write it as xn--…");
            }
            if (!host.chars().allMatch(c -> c < 0x80)) {
                host = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
            }
            host = host.toLowerCase(Locale.ROOT);
            if (HOST.matcher(host).matches()) {
                return host;
            }
        } catch (IllegalArgumentException _) {
            // As below.
        }
        throw refused("The URL is malformed");
    }

    private static String unescaped(String host) {
        return host.indexOf('%') < 0 ? host : UriUtils.decode(host, StandardCharsets.UTF_8);
    }

    /** Every character that may not stand in this part of a request; a percent sign stays what it was. */
    private static String escaped(String part, String alsoPlain, Charset charset) {
        StringBuilder out = new StringBuilder(part.length() + 16);
        part.codePoints().forEach(c -> {
            if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0 || alsoPlain.indexOf(c) >= 0)) {
                out.append((char) c);
                return;
            }
            for (byte b : Character.toString(c).getBytes(charset)) {
                out.append('%').append(String.format(Locale.ROOT, "%02X", b));
            }
        });
        return out.toString();
    }

    /** RFC 3986, 5.2.4; a dot counts however it is written. */
    private static String withoutDots(String path) {
        List<String> kept = new ArrayList<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            String plain = segments[i].replaceAll("(?i)%2e", ".");
            boolean last = i == segments.length - 1;
            if (plain.equals("..")) {
                if (!kept.isEmpty()) {
                    kept.removeLast();
                }
            } else if (!plain.equals(".")) {
                kept.add(segments[i]);
                continue;
            }
            if (last) {
                kept.add("");
            }
        }
        return "/" + String.join("/", kept);
    }

    /** Without the blanks and control characters around it. */
    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static EgressException refused(String message) {
        return new EgressException(Kind.REFUSED, message);
    }

    @Override
    public String toString() {
        return scheme + "://" + authority + pathAndQuery();
    }
}
