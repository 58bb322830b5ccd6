package dev.likeness.avatar.face;

import dev.likeness.avatar.FaceFrame;

/** Two irises in picture pixels, the one at smaller x first, and the score of the pair. */
record EyePair(double leftX, double leftY, double rightX, double rightY, double score) {

    EyePair plus(double more) {
        return new EyePair(leftX, leftY, rightX, rightY, score + more);
    }

    FaceFrame frame() {
        double dx = rightX - leftX;
        double dy = rightY - leftY;
        return new FaceFrame((leftX + rightX) / 2, (leftY + rightY) / 2, Math.hypot(dx, dy), Math.atan2(dy, dx));
    }
}
