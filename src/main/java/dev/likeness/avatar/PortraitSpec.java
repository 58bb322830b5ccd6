package dev.likeness.avatar;

/**
 * What the caller wants of the standardized portrait.
 *
 * @param width pixels, even: video coders halve the colour planes
 * @param height pixels, even
 * @param fullBody stand back: paint the body down to the hips, show as much of it as a picture has
 * @param greenBackground cut the person out and stand them before a green screen
 */
public record PortraitSpec(int width, int height, boolean fullBody, boolean greenBackground) {

    public PortraitSpec {
        if (width < 64 || height < 64 || width > 4096 || height > 4096 || width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException("no portrait has " + width + " x " + height + " pixels");
        }
    }

    /**
     * @param aspectRatio {@code 16:9}, {@code 9:16} or {@code 1:1}
     * @param shortSide 512, 720 or 1080 pixels
     */
    public static PortraitSpec of(String aspectRatio, int shortSide, boolean fullBody, boolean greenBackground) {
        int longSide = (int) Math.round(shortSide * 16 / 9.0 / 2) * 2;
        return switch (aspectRatio) {
            case "16:9" -> new PortraitSpec(longSide, shortSide, fullBody, greenBackground);
            case "9:16" -> new PortraitSpec(shortSide, longSide, fullBody, greenBackground);
            case "1:1" -> new PortraitSpec(shortSide, shortSide, fullBody, greenBackground);
            default -> throw new IllegalArgumentException("aspect ratio " + aspectRatio);
        };
    }

    /** Pixels between the irises of a painted portrait. */
    public double unit() {
        return fullBody ? Math.min(.075 * height, .13 * width) : Math.min(.16 * height, .2 * width);
    }

    /** Share of the height at which the eyes are, where the picture allows it. */
    public double eyeLine() {
        return fullBody ? .22 : .42;
    }
}
