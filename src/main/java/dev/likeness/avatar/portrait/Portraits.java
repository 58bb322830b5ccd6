package dev.likeness.avatar.portrait;

import dev.likeness.avatar.DigitalSource;
import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.PictureException;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.face.LandmarkFinder;
import dev.likeness.avatar.paint.PortraitPainter;
import dev.likeness.avatar.picture.Mats;
import dev.likeness.avatar.picture.Natives;
import dev.likeness.avatar.picture.PictureDecoder;
import dev.likeness.avatar.picture.PictureEncoder;
import dev.likeness.avatar.picture.XmpPacket;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Standardized portraits, from photographs and from words. Safe to share between threads; the native libraries and the
 * nets are loaded at first use.
 */
public final class Portraits {

    /** How far the face of a stored portrait may lie from where it was found before, units and radians. */
    private static final double OFF = .5;
    private static final double TURNED = Math.toRadians(20);

    private final LandmarkFinder finder = new LandmarkFinder();
    private final PersonFinder person = new PersonFinder();

    /** Loads the native libraries and the nets, which else happens at first use. */
    public void load() {
        Natives.load();
        finder.load();
        person.load();
    }

    /**
     * The standardized portrait of what a JPEG, PNG, WebP, GIF (its first frame) or BMP shows. Where no human face is
     * found it is an animal's, or the middle of the picture: the landmarks' kind says which.
     *
     * @throws PictureException when the bytes are no whole picture of a kind that is taken, or it is too large (40 megapixels), too
     *         small or narrow to show a face, or would take too long to decode
     */
    public Portrait fromPicture(byte[] encoded, PortraitSpec spec) {
        Natives.load();
        try (Mats mats = new Mats()) {
            PictureDecoder.Decoded picture = PictureDecoder.decode(encoded, mats);
            LandmarkFinder find = finder;
            Upright upright = Upright.of(picture.bgr(), picture.scale(), find, mats);
            Landmarks face = upright.face() == null ? find.nobody(upright.bgr(), spec) : upright.face();
            Framing.Framed framed = Framing.frame(upright.bgr(), face, spec, person, mats);
            if (!spec.greenBackground() || !Matte.greenBehind(framed, person, mats)) {
                Backdrop.around(framed, person, mats);
            }
            return new Portrait(bytes(framed.bgr()), spec.width(), spec.height(), framed.face(), "photo");
        }
    }

    /** A drawn portrait: the words of the prompt choose what they name, prompt and seed the rest. */
    public Portrait drawn(String prompt, boolean female, long seed, PortraitSpec spec) {
        Natives.load();
        byte[] drawn = PortraitPainter.paint(prompt, female, seed, spec);
        try (Mats mats = new Mats()) {
            Mat bgr = mats.keep(new Mat(spec.height(), spec.width(), CvType.CV_8UC3));
            bgr.put(0, 0, drawn);
            Landmarks face = finder.find(bgr, 1).orElseGet(() -> finder.nobody(bgr, spec));
            return new Portrait(drawn, spec.width(), spec.height(), face, "drawn");
        }
    }

    /**
     * What the picture shows, as far as nets and simple statistics can tell.
     *
     * @throws PictureException when the bytes are no whole picture of a kind that is taken, or it is too large (40 megapixels), too
     *         small or narrow to show a face, or would take too long to decode
     */
    public PictureSubject subject(byte[] encoded) {
        Natives.load();
        try (Mats mats = new Mats()) {
            PictureDecoder.Decoded picture = PictureDecoder.decode(encoded, mats);
            return SubjectClassifier.of(Upright.of(picture.bgr(), picture.scale(), finder, mats), finder, mats);
        }
    }

    /** Whether decoding it takes so long that nobody else should wait behind it. Does not decode it. */
    public boolean isSlow(byte[] encoded) {
        return PictureDecoder.isSlow(encoded);
    }

    /**
     * Decodes the picture, and keeps nothing of it.
     *
     * @throws PictureException when the bytes are no whole picture of a kind that is taken, or it is too large (40 megapixels), too
     *         small or narrow to show a face, or would take too long to decode
     */
    public void check(byte[] encoded) {
        Natives.load();
        try (Mats mats = new Mats()) {
            PictureDecoder.decode(encoded, mats);
        }
    }

    /**
     * A portrait from its stored JPEG and its landmarks. Those that were stored before faces had a mesh are found anew.
     *
     * @throws PictureException when the bytes are no whole picture
     */
    public Portrait fromJpeg(byte[] jpeg, Landmarks face, String origin) {
        Natives.load();
        try (Mats mats = new Mats()) {
            Mat bgr = PictureDecoder.decode(jpeg, mats).bgr();
            return new Portrait(bytes(bgr), bgr.cols(), bgr.rows(), withMesh(bgr, face), origin);
        }
    }

    private Landmarks withMesh(Mat bgr, Landmarks face) {
        if (face.mesh() != null || face.kind() == FaceKind.NONE) {
            return face;
        }
        double scale = face.frame().unit() / face.confidence().unitInSource();
        return finder.find(bgr, scale).filter(found -> same(found.frame(), face.frame()))
                .orElseGet(() -> new Landmarks(face.frame(), null, FaceKind.NONE, face.confidence()));
    }

    private static boolean same(FaceFrame found, FaceFrame stored) {
        return Math.hypot(stored.faceX(found.originX(), found.originY()),
                stored.faceY(found.originX(), found.originY())) <= OFF
                && Math.abs(Math.IEEEremainder(found.roll() - stored.roll(), 2 * Math.PI)) <= TURNED;
    }

    /** The portrait as JPEG, always the same bytes for the same pixels. One that was painted says so. */
    public byte[] jpeg(Portrait portrait) {
        byte[] jpeg = PictureEncoder.jpeg(portrait.bgr(), portrait.width(), portrait.height());
        return portrait.origin().equals("drawn") ? XmpPacket.into(jpeg, DigitalSource.ALGORITHMIC_MEDIA) : jpeg;
    }

    private static byte[] bytes(Mat bgr) {
        byte[] out = new byte[bgr.rows() * bgr.cols() * 3];
        bgr.get(0, 0, out);
        return out;
    }
}
