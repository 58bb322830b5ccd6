package dev.likeness.avatar.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.avatar.DigitalSource;
import dev.likeness.avatar.Faces;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.portrait.Portraits;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class XmpPacketTest {

    private static final String NAMESPACE = "http://ns.adobe.com/xap/1.0/\0";
    private static final Portrait PHOTO = Faces.smiling(128);

    @Test
    void aPaintedPortraitSaysSoInASegmentOfItsJpeg() throws Exception {
        Portraits portraits = new Portraits();
        byte[] plain = portraits.jpeg(PHOTO);
        assertThat(new String(plain, StandardCharsets.ISO_8859_1)).doesNotContain("digitalsourcetype");

        byte[] jpeg = portraits.jpeg(new Portrait(PHOTO.bgr(), 128, 128, PHOTO.face(), "drawn"));
        ByteBuffer bytes = ByteBuffer.wrap(jpeg);
        assertThat(bytes.getShort()).as("start of image").isEqualTo((short) 0xffd8);
        assertThat(bytes.getShort()).as("APP0").isEqualTo((short) 0xffe0);
        bytes.position(bytes.position() + bytes.getShort(bytes.position()));
        assertThat(bytes.getShort()).as("APP1").isEqualTo((short) 0xffe1);
        byte[] segment = new byte[bytes.getShort() - 2];
        bytes.get(segment);
        String text = new String(segment, StandardCharsets.UTF_8);
        assertThat(text).startsWith(NAMESPACE).contains(XmpPacket.NOTICE);
        assertThat(told(text.substring(NAMESPACE.length())))
                .isEqualTo("http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia");

        assertThat(bytes.get(bytes.position())).as("the next segment").isEqualTo((byte) 0xff);
        int[] pixels = ImageIO.read(new ByteArrayInputStream(jpeg)).getRGB(0, 0, 128, 128, null, 0, 128);
        assertThat(ImageIO.read(new ByteArrayInputStream(plain)).getRGB(0, 0, 128, 128, null, 0, 128))
                .isEqualTo(pixels);
    }

    @Test
    void everySourceHasItsTerm() throws Exception {
        for (DigitalSource source : DigitalSource.values()) {
            assertThat(told(new String(XmpPacket.of(source), StandardCharsets.UTF_8))).isEqualTo(source.uri());
        }
    }

    private static String told(String packet) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element told = (Element) factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(packet.getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagNameNS("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "Description").item(0);
        return told.getAttributeNS("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "DigitalSourceType");
    }
}
