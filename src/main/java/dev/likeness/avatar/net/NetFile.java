package dev.likeness.avatar.net;

import dev.likeness.common.file.ShippedFile;

/** The nets in {@code src/main/models}; where each comes from and under which licence, its {@code NOTICE} tells. */
public enum NetFile {

    /** 192x192 BGR to boxes and six points of faces. */
    FACE_DETECTOR("face_detection_full_range.tflite",
            "99bf9494d84f50acc6617d89873f71bf6635a841ea699c17cb3377f9507cfec3"),
    /** 192x192 BGR of one face to 478 points, a presence, and what the three below look at. */
    FACE_MESH("attention_mesh.tflite",
            "590f365f5143b7c94f6588781b557eb50b83596bd3b4c589c2994817546dd818"),
    MESH_LIPS("attention_lips.tflite",
            "f5df7110ad7ee1d2dc1635de7e49fc89165bc937e8e548c3fc424cc4bc3d4d41"),
    MESH_LEFT_EYE("attention_left_eye.tflite",
            "79672e9b638d3c2ea067d085c224c3fac2a86123d6b2d239e7e17dda715277e0"),
    MESH_RIGHT_EYE("attention_right_eye.tflite",
            "78ba605827707689d82b698d912bdbc386c9f53d8cf14a3059ce5c299f8a4d6b"),
    /** 256x256 BGR to how much each pixel belongs to a person. */
    PERSON("selfie_segmentation.tflite",
            "8d13b7fae74af625c641226813616a2117bd6bca19eb3b75574621fc08557f27"),
    /** 224x224 BGR to how probable each of ImageNet's 1,000 kinds of thing is. */
    KINDS("efficientnet_lite0.onnx",
            "2859e6bad41b739cea113f3fca24f5d4ea283c8bc282ef855e595137d87b1173");

    final ShippedFile shipped;

    NetFile(String file, String sha256) {
        this.shipped = new ShippedFile(file, sha256);
    }
}
