package dev.likeness.avatar.picture;

import dev.likeness.common.Once;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.opencv_java;

/** OpenCV's native libraries. */
public final class Natives {

    private static final List<String> PACKAGES = List.of("javacpp", "openblas", "opencv");
    private static final Once<List<String>> UNPACKED = new Once<>(Natives::unpack);

    private Natives() {
    }

    /**
     * The classes of {@code org.opencv} work only after this; repeated calls cost nothing. The files come first, and only
     * then the classes that load them: a class that fails, for the disk was full, fails until the server is started anew;
     * files are simply unpacked by the next call.
     *
     * @throws UncheckedIOException when there is no room for the files; another call may succeed
     */
    public static void load() {
        UNPACKED.get();
        Loader.load(opencv_java.class);
    }

    private static List<String> unpack() {
        try {
            for (String name : PACKAGES) {
                unpack("org/bytedeco/" + name + "/" + Loader.getPlatform() + "/");
            }
            return PACKAGES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What lies in that folder of its jar, not in those below it: bindings and headers. What is there already stays. */
    private static void unpack(String folder) throws IOException {
        URL packed = Loader.class.getClassLoader().getResource(folder);
        if (packed == null || !(packed.openConnection() instanceof JarURLConnection connection)) {
            return;
        }
        JarFile jar = connection.getJarFile();
        List<String> files = jar.stream().map(ZipEntry::getName)
                .filter(name -> name.startsWith(folder) && name.indexOf('/', folder.length()) < 0
                        && name.length() > folder.length())
                .toList();
        for (String file : files) {
            Loader.cacheResource(Loader.class, "/" + file);
        }
    }
}
