// An avatar as the stage plays it, from the .imx that a room names.
import { ImxFile } from "./imx.js";

/**
 * Loads what a room's hello says of the avatar.
 *
 * @param onPortrait told of the still picture as soon as there is one, long before the rest
 * @returns {Promise<{width: number, height: number, fps: number, film: Blob, affines: number[][], cells: object[],
 *     sheet: ImageBitmap, clip: function(string)}>} cells as the atlas lists them, sheet with its transparency put in; a
 *     clip is {film, affines?} of an action, nothing where there is none
 */
export async function loadAvatar({ url, sha256 }, base, onPortrait) {
  const file = await ImxFile.open(new URL(url, base), sha256);
  const { width, height, fps, playback } = file.manifest;
  const portrait = file.blob("portrait.jpg").then(createImageBitmap).then(onPortrait);
  const [film, affines, atlas, alpha, { cells }] = await Promise.all([
    file.blob(playback.base),
    file.json(playback.affines),
    file.blob(playback.atlas),
    file.blob(playback.alpha),
    file.json(playback.cells),
    portrait,
  ]);
  const clip = async action => {
    const name = file.manifest.gestures?.[action];
    const numbers = name?.replace(/\.mp4$/, ".json");
    return name ? {
      film: await file.blob(name),
      affines: file.has(numbers) ? await file.json(numbers) : undefined,
    } : null;
  };
  return { width, height, fps, film, affines, cells, sheet: await withAlpha(atlas, alpha, cells), clip };
}

export async function fetchBlob(url) {
  const answer = await fetch(url);
  if (!answer.ok) {
    throw new Error(`${url.pathname}: HTTP ${answer.status}`);
  }
  return answer.blob();
}

/** The sheet has colours only, and one grey tile says how opaque each pixel of every cell is. */
async function withAlpha(atlas, alpha, cells) {
  const exact = { colorSpaceConversion: "none", premultiplyAlpha: "none" };
  const [sheet, tile] = await Promise.all([pixels(atlas, exact), pixels(alpha, exact)]);
  for (const { x, y, w, h } of cells) {
    for (let row = 0; row < h; row++) {
      for (let column = 0; column < w; column++) {
        sheet.data[4 * ((y + row) * sheet.width + x + column) + 3] = tile.data[4 * (row * tile.width + column)];
      }
    }
  }
  return createImageBitmap(sheet);
}

async function pixels(blob, options) {
  const picture = await createImageBitmap(blob, options);
  const pen = Object.assign(document.createElement("canvas"), { width: picture.width, height: picture.height })
    .getContext("2d", { willReadFrequently: true });
  pen.drawImage(picture, 0, 0);
  picture.close();
  return pen.getImageData(0, 0, pen.canvas.width, pen.canvas.height);
}
