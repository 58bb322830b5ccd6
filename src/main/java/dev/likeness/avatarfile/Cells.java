package dev.likeness.avatarfile;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.likeness.avatar.mouth.MouthAtlas;
import java.util.List;
import java.util.Objects;

/** Where the shapes lie in the atlas ({@code mouth/cells.json}): a {@link MouthAtlas} without its pictures. */
@JsonPropertyOrder({"tile_width", "tile_height", "d", "cells"})
record Cells(int tileWidth, int tileHeight, double d, List<MouthAtlas.Cell> cells) {

    Cells {
        Objects.requireNonNull(cells, "cells");
    }

    static Cells of(MouthAtlas atlas) {
        return new Cells(atlas.tileWidth(), atlas.tileHeight(), atlas.d(), atlas.cells());
    }

    MouthAtlas with(byte[] sheetPng, byte[] alphaPng) {
        return new MouthAtlas(sheetPng, alphaPng, tileWidth, tileHeight, cells, d);
    }
}
