package dev.likeness.avatar.picture;

import dev.likeness.avatar.DigitalSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a medium says of itself to machines: an XMP packet with IPTC's digital source type. */
public final class XmpPacket {

    /** For people, wherever a player or a file manager shows it. */
    public static final String NOTICE = "AI-generated / synthetic media";
    private static final byte[] NAMESPACE = "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int MARKER = 0xffe1;

    private XmpPacket() {
    }

    public static byte[] of(DigitalSource source) {
        String packet = """
                <?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
                <x:xmpmeta xmlns:x="adobe:ns:meta/">
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description rdf:about=""
                 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
                 xmlns:dc="http://purl.org/dc/elements/1.1/"
                 Iptc4xmpExt:DigitalSourceType="%s">
                <dc:description><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:description>
                </rdf:Description>
                </rdf:RDF>
                </x:xmpmeta>
                <?xpacket end="r"?>
                """;
        return packet.replaceFirst("%s", source.uri()).replaceFirst("%s", NOTICE).getBytes(StandardCharsets.UTF_8);
    }

    /** The JPEG with the packet in a segment of its own, behind the header that has to be first. */
    public static byte[] into(byte[] jpeg, DigitalSource source) {
        byte[] packet = of(source);
        int at = (jpeg[2] & 255) == 0xff && (jpeg[3] & 255) == 0xe0 ? 4 + ((jpeg[4] & 255) << 8 | jpeg[5] & 255) : 2;
        int length = 2 + NAMESPACE.length + packet.length;
        ByteArrayOutputStream out = new ByteArrayOutputStream(jpeg.length + length + 2);
        out.write(jpeg, 0, at);
        out.writeBytes(ByteBuffer.allocate(4).putShort((short) MARKER).putShort((short) length).array());
        out.writeBytes(NAMESPACE);
        out.writeBytes(packet);
        out.write(jpeg, at, jpeg.length - at);
        return out.toByteArray();
    }
}
