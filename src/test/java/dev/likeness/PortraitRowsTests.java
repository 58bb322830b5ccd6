package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What CONTRACT 3.1 says of pictures, with the real engine: shape, framing, green background, and nobody twice. */
@WorkerServer
class PortraitRowsTests {

    private static final int SIDE = 512;
    private static final int LONG_SIDE = 910;

    @LocalServerPort
    private int port;

    private Workshop shop;

    @BeforeEach
    void openAccount() {
        shop = new Workshop(port);
    }

    @AfterEach
    void leaveNothingToClaim() {
        shop.close();
    }

    @Test
    void aDescriptionBecomesAPictureOfEveryShapeFramingAndBackground() throws IOException {
        Map<String, String> codes = new LinkedHashMap<>();
        for (String aspect : List.of("16:9", "9:16", "1:1")) {
            for (String framing : List.of("portrait", "full_body")) {
                for (String transparency : List.of("false", "true")) {
                    codes.put(aspect + " " + framing + " " + transparency, shop.order("""
                            {"prompt": "A chef with a red beard", "aspect_ratio": "%s", "framing": "%s",
                             "transparency": %s}""".formatted(aspect, framing, transparency)));
                }
            }
        }
        List<BufferedImage> small = new ArrayList<>();
        for (Map.Entry<String, String> one : codes.entrySet()) {
            BufferedImage picture = picture(one.getValue());
            assertThat(picture.getWidth()).as(one.getKey()).isEqualTo(one.getKey().startsWith("16") ? LONG_SIDE : SIDE);
            assertThat(picture.getHeight()).as(one.getKey()).isEqualTo(one.getKey().startsWith("9") ? LONG_SIDE : SIDE);
            assertThat(hasGreenCorners(picture)).as(one.getKey()).isEqualTo(one.getKey().endsWith("true"));
            assertThat(isGreen(picture.getRGB(picture.getWidth() / 2, picture.getHeight() * 2 / 5))).as(one.getKey())
                    .isFalse();
            small.add(small(picture));
        }
        assertAllDiffer(small);
    }

    @Test
    void aPhotographIsCutOutToo() throws IOException {
        BufferedImage picture = picture(shop.order("{\"aspect_ratio\": \"9:16\", \"transparency\": true, \"image\": \""
                + Pictures.dataUri(Pictures.portrait()) + "\"}"));
        assertThat(List.of(picture.getWidth(), picture.getHeight())).containsExactly(SIDE, LONG_SIDE);
        assertThat(hasGreenCorners(picture)).isTrue();
        assertThat(isGreen(picture.getRGB(SIDE / 2, LONG_SIDE * 2 / 5))).isFalse();
    }

    @Test
    void everyDescriptionIsSomebodyElseAndTheSameOneIsTheSame() throws IOException {
        List<String> codes = new ArrayList<>();
        for (String prompt : List.of("A chef", "A teacher", "A man who sells maps", "A woman who sells maps",
                "Un jardinier")) {
            codes.add(shop.order("{\"aspect_ratio\": \"1:1\", \"prompt\": \"" + prompt + "\"}"));
        }
        List<BufferedImage> small = new ArrayList<>();
        for (String code : codes) {
            small.add(small(picture(code)));
        }
        assertAllDiffer(small);
        String again = shop.order("{\"aspect_ratio\": \"1:1\", \"prompt\": \"A chef\"}");
        assertThat(difference(small(picture(again)), small.getFirst())).isZero();
    }

    private BufferedImage picture(String code) throws IOException {
        JsonNode end = EndToEndTests.awaitEnd(shop.client, code);
        assertThat(end.get("status").asString()).as(end.toString()).isEqualTo("ready");
        return ImageIO.read(new ByteArrayInputStream(
                shop.client.bytes("GET", end.get("image_url").asString()).body()));
    }

    private static boolean hasGreenCorners(BufferedImage picture) {
        return isGreen(picture.getRGB(2, 2)) && isGreen(picture.getRGB(picture.getWidth() - 3, 2));
    }

    private static boolean isGreen(int rgb) {
        Color color = new Color(rgb);
        return color.getGreen() > 150 && color.getRed() < 60 && color.getBlue() < 110;
    }

    private static BufferedImage small(BufferedImage picture) {
        BufferedImage small = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.drawImage(picture.getScaledInstance(32, 32, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        graphics.dispose();
        return small;
    }

    /** By more than a compression's noise: on average over all pixels and colours, in 256ths. */
    private static void assertAllDiffer(List<BufferedImage> pictures) {
        for (int i = 0; i < pictures.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(difference(pictures.get(i), pictures.get(j))).as(i + " and " + j).isGreaterThan(3);
            }
        }
    }

    private static double difference(BufferedImage a, BufferedImage b) {
        long sum = 0;
        for (int i = 0; i < 32 * 32; i++) {
            Color one = new Color(a.getRGB(i % 32, i / 32));
            Color other = new Color(b.getRGB(i % 32, i / 32));
            sum += Math.abs(one.getRed() - other.getRed()) + Math.abs(one.getGreen() - other.getGreen())
                    + Math.abs(one.getBlue() - other.getBlue());
        }
        return sum / (32.0 * 32 * 3);
    }
}
