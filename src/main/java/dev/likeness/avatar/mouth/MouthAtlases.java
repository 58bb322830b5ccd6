package dev.likeness.avatar.mouth;

import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.Progress;
import dev.likeness.avatar.picture.PictureEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Renders the mouth shapes of a portrait. */
public final class MouthAtlases {

    private static final int COLUMNS = 7;

    private final int workers;

    public MouthAtlases() {
        this(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4));
    }

    MouthAtlases(int workers) {
        this.workers = workers;
    }

    /**
     * Renders all shapes side by side on one sheet.
     *
     * @param progress told after every cell; what it throws ends the rendering
     */
    public MouthAtlas render(Portrait portrait, Progress progress) {
        MouthRenderer renderer = MouthRenderer.forAtlas(portrait);
        MouthTile tile = renderer.tile;
        List<AtlasPlan.Planned> plan = AtlasPlan.cells(renderer.restingGap());
        int rows = (plan.size() + COLUMNS - 1) / COLUMNS;
        int width = COLUMNS * tile.width();
        byte[] sheet = new byte[width * rows * tile.height() * 3];
        List<MouthAtlas.Cell> cells = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            List<Future<byte[]>> tiles = new ArrayList<>();
            for (AtlasPlan.Planned planned : plan) {
                tiles.add(pool.submit(() -> planned.rest() ? renderer.rest() : renderer.render(planned.shape())));
            }
            for (int i = 0; i < plan.size(); i++) {
                byte[] pixels = result(tiles.get(i));
                int x = i % COLUMNS * tile.width();
                int y = i / COLUMNS * tile.height();
                for (int row = 0; row < tile.height(); row++) {
                    System.arraycopy(pixels, row * tile.width() * 3, sheet, ((y + row) * width + x) * 3,
                            tile.width() * 3);
                }
                cells.add(new MouthAtlas.Cell(plan.get(i).name(), x, y, tile.width(), tile.height(),
                        plan.get(i).shape().parameters()));
                progress.at((i + 1.0) / plan.size());
            }
        } finally {
            pool.shutdownNow();
            pool.close();
        }
        return new MouthAtlas(PictureEncoder.png(sheet, width, rows * tile.height()),
                PictureEncoder.png(renderer.alpha(), tile.width(), tile.height()),
                tile.width(), tile.height(), List.copyOf(cells), portrait.face().frame().unit() * tile.scale());
    }

    private static byte[] result(Future<byte[]> tile) {
        try {
            return tile.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rendering", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a mouth shape could not be rendered", e.getCause());
        }
    }
}
