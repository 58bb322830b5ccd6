package dev.likeness.voice.onnx;

import ai.onnxruntime.OrtEnvironment;
import dev.likeness.common.Once;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.bytedeco.javacpp.Loader;

/**
 * The native part of ONNX Runtime. By itself it unpacks 24 MB anew at each start, into a folder for temporary files that may
 * be mounted noexec, and leaves them there when the server is killed; here they are kept beside the other libraries.
 */
final class OnnxLibrary {

    /** Of ONNX Runtime, which reads it once. */
    private static final String SETTING = "onnxruntime.native.path";
    private static final Once<OrtEnvironment> ENVIRONMENT = new Once<>(OnnxLibrary::load);

    private OnnxLibrary() {
    }

    static OrtEnvironment environment() {
        return ENVIRONMENT.get();
    }

    private static OrtEnvironment load() {
        if (System.getProperty(SETTING) == null) {
            try {
                File library = cached("onnxruntime");
                cached("onnxruntime4j_jni");
                System.setProperty(SETTING, library.getParent());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return OrtEnvironment.getEnvironment();
    }

    private static File cached(String library) throws IOException {
        String platform = Loader.getPlatform().replace("macosx", "osx").replace("windows", "win")
                .replace("x86_64", "x64").replace("arm64", "aarch64");
        String name = "/ai/onnxruntime/native/" + platform + "/" + System.mapLibraryName(library);
        File file = Loader.cacheResource(OrtEnvironment.class, name);
        if (file == null) {
            throw new IOException("there is no " + name + " for this platform");
        }
        return file;
    }
}
