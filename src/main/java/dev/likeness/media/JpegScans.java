package dev.likeness.media;

/**
 * How often a JPEG paints its picture over. A progressive one has about ten scans, and a decoder goes over every pixel for
 * each of them, however few bytes it is: thousands fit into some kilobytes and take hours.
 *
 * @param count of all scans
 * @param layers of colour, in all scans together
 * @param arithmetic coded in a way that browsers do not read, and that takes much time for few bytes
 */
public record JpegScans(int count, long layers, boolean arithmetic) {

    /** Of a picture that begins as one; follows the markers as decoders do, over what lies between them. */
    public static JpegScans of(Bytes jpeg) {
        int count = 0;
        long layers = 0;
        boolean arithmetic = false;
        int at = 2;
        while (at < jpeg.size()) {
            while (at < jpeg.size() && jpeg.u8(at) != 0xFF) {
                at++;
            }
            while (jpeg.u8(at) == 0xFF) {
                at++;
            }
            int marker = jpeg.u8(at++);
            if (marker == 0xD9) {
                break;
            }
            // Below C0 there are none: amid a scan a decoder passes over them, and over nothing behind them.
            boolean alone = marker < 0xC0 || marker >= 0xD0 && marker <= 0xD8;
            if (alone) {
                continue;
            }
            if (marker == 0xDA) {
                count++;
                layers += Math.max(1, jpeg.u8(at + 2));
            }
            arithmetic |= marker == 0xC9 || marker == 0xCA || marker == 0xCB || marker >= 0xCD && marker <= 0xCF;
            at += (int) Math.max(2, jpeg.be(at, 2));
        }
        return new JpegScans(count, layers, arithmetic);
    }
}
