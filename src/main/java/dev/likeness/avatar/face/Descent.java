package dev.likeness.avatar.face;

/** Coordinate ascent with halving steps: slow on paper, but a template has eight parameters and its score is cheap. */
final class Descent {

    private static final int HALVINGS = 5;
    private static final int ROUNDS = 6;

    interface Score {
        double of(double[] parameters);
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Fit(double[] parameters, double score) {
    }

    private Descent() {
    }

    static Fit climb(double[] start, double[] steps, Score score) {
        double[] p = start.clone();
        double best = score.of(p);
        double size = 1;
        for (int level = 0; level < HALVINGS; level++, size /= 2) {
            boolean better = true;
            for (int round = 0; better && round < ROUNDS; round++) {
                better = false;
                for (int i = 0; i < p.length; i++) {
                    for (int side = -1; side <= 1; side += 2) {
                        double before = p[i];
                        p[i] = before + side * size * steps[i];
                        double value = score.of(p);
                        if (value > best + 1e-9) {
                            best = value;
                            better = true;
                        } else {
                            p[i] = before;
                        }
                    }
                }
            }
        }
        return new Fit(p, best);
    }

    /** Squared distance from what is usual, in standard deviations, summed. */
    static double surprise(double[] p, double[] mean, double[] deviation) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            double d = (p[i] - mean[i]) / deviation[i];
            sum += d * d;
        }
        return sum;
    }
}
