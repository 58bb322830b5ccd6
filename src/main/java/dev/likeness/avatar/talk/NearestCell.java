package dev.likeness.avatar.talk;

import dev.likeness.avatar.mouth.MouthAtlas;
import dev.likeness.avatar.mouth.MouthShape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which cell of an atlas stands for a mouth: the nearest one. The cell shown last counts as a little nearer, so that a
 * mouth between two does not flicker. Threads may share it.
 */
public final class NearestCell {

    private static final double FAITHFUL = .03;
    private static final double OTHERS = 1.2;
    private static final Map<String, Double> WEIGHTS = Map.of("gap", 6.0, "width", 4.0, "fullness", 4.0, "jaw", 3.0,
            "lower_teeth", 2.0);

    private final List<Map<String, Double>> cells;

    /** @param cells the first one is the mouth at rest, as {@link MouthAtlas} has it */
    public NearestCell(List<MouthAtlas.Cell> cells) {
        this.cells = cells.stream().map(MouthAtlas.Cell::parameters).toList();
    }

    /**
     * @param mouth null while it is at rest
     * @param last the cell of the frame before
     * @return the number of a cell
     */
    public int of(@Nullable MouthShape mouth, int last) {
        if (mouth == null) {
            return 0;
        }
        Map<String, Double> wanted = mouth.parameters();
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < cells.size(); i++) {
            double distance = distance(wanted, cells.get(i)) - (i == last ? FAITHFUL : 0);
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }

    private static double distance(Map<String, Double> wanted, Map<String, Double> cell) {
        double sum = 0;
        for (Map.Entry<String, Double> one : wanted.entrySet()) {
            double away = Math.abs(one.getValue() - cell.getOrDefault(one.getKey(), one.getValue()));
            sum += WEIGHTS.getOrDefault(one.getKey(), OTHERS) * away;
        }
        return sum;
    }
}
