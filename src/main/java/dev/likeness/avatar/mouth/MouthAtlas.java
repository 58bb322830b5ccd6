package dev.likeness.avatar.mouth;

import java.util.List;
import java.util.Map;

/**
 * The mouth shapes of one face as one picture.
 *
 * @param sheetPng all tiles, colour without transparency
 * @param alphaPng one grey tile: the transparency all tiles share
 * @param tileWidth pixels
 * @param tileHeight pixels
 * @param cells where each shape lies in the sheet
 * @param d pixels between the irises in a tile; in a frame there may be more, the affines tell
 */
@SuppressWarnings("ArrayRecordComponent")
public record MouthAtlas(byte[] sheetPng, byte[] alphaPng, int tileWidth, int tileHeight, List<Cell> cells, double d) {

    /**
     * One shape.
     *
     * @param name {@code rest}, {@code PP}, … or width and opening in hundredths: {@code spread-18}
     * @param x left edge in the sheet, pixels
     * @param y upper edge in the sheet, pixels
     * @param w pixels
     * @param h pixels
     * @param parameters the shape in numbers, for the nearest one to be found: see {@link MouthShape#parameters()}
     */
    public record Cell(String name, int x, int y, int w, int h, Map<String, Double> parameters) {
    }
}
