package dev.likeness.bench;

import java.nio.charset.StandardCharsets;

/** Requests as the bytes that go over the wire, made before anything is measured. */
final class Requests {

    private Requests() {
    }

    static byte[] get(int port, String path, String secret) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\napi-secret: " + secret + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] post(int port, String path, String secret, String json) {
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\napi-secret: " + secret
                + "\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
