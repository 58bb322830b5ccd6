// Draws the avatar: a frame of the film that goes on and on, and the mouth of the moment where that frame's head has it.
import { Film } from "./film.js";

/** Seconds a gesture may wait for the film to come by its rest pose; later than that it is dissolved into. */
const PATIENCE = 0.6;
const DISSOLVE = 0.24;
const AT_REST = { cell: 0, nod: 0, speaks: false };

export class Stage {
  #canvas;
  #pen;
  #face;
  #avatar = null;
  #loop = null;
  /** The film that is seen: the loop or the clip of a gesture. */
  #film = null;
  #fading = null;
  #waiting = null;
  #drawn = AT_REST;
  #calm = false;

  /** @param face what the face does now: number of a mouth cell, how far the head is bowed in radians, whether it speaks */
  constructor(canvas, face) {
    this.#canvas = canvas;
    this.#pen = canvas.getContext("2d", { alpha: false });
    this.#face = face;
    const tick = () => {
      this.#tick();
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }

  /** A still picture, until there is a film. */
  showPortrait(picture) {
    if (!this.#avatar) {
      this.#size(picture.width, picture.height);
      this.#pen.drawImage(picture, 0, 0);
    }
  }

  async play(avatar) {
    const loop = await Film.open(avatar.film, avatar.fps, { loop: true, affines: avatar.affines });
    this.#loop?.close();
    this.#leaveClip();
    this.#size(avatar.width, avatar.height);
    this.#avatar = avatar;
    this.#loop = this.#film = loop;
    loop.run(!this.#calm);
  }

  /** Without motion only the mouth moves: the head stays in its rest pose, and no gesture is played. */
  set calm(calm) {
    this.#calm = calm;
    if (calm) {
      this.#leaveClip();
    }
    this.#loop?.run(!calm);
  }

  /** Plays a clip that begins and ends in the rest pose; one that comes while another is played is left out. */
  async gesture(blob, affines) {
    if (!this.#avatar || this.#calm || this.#waiting || this.#film !== this.#loop) {
      return;
    }
    const avatar = this.#avatar;
    const clip = this.#waiting = await Film.open(blob, avatar.fps, { loop: false, affines });
    const stale = () => this.#waiting !== clip;
    const left = this.#loop.left();
    if (left <= PATIENCE) {
      await this.#loop.wrapped();
    }
    if (stale()) {
      clip.close();
      return;
    }
    this.#waiting = null;
    this.#fading = left <= PATIENCE ? null : { from: this.#loop, since: performance.now() };
    this.#film = clip;
    // Behind the clip the loop goes to its rest pose, where it is met again.
    setTimeout(() => this.#film === clip && this.#loop.run(false), 1000 * DISSOLVE);
    await clip.toEnd();
    if (this.#film === clip) {
      this.#leaveClip();
      this.#loop.run(!this.#calm);
    }
  }

  /** Leaves a clip without a mouth to speak with, as softly as it was entered. */
  settle() {
    if (this.#film !== this.#loop && !this.#film.affine()) {
      this.#fading = { from: this.#film, since: performance.now() };
      this.#film = this.#loop;
      this.#loop.run(!this.#calm);
    }
  }

  #leaveClip() {
    this.#waiting = null;
    this.#endFading();
    if (this.#film !== this.#loop) {
      this.#film.close();
      this.#film = this.#loop;
    }
  }

  #endFading() {
    if (this.#fading && this.#fading.from !== this.#loop) {
      this.#fading.from.close();
    }
    this.#fading = null;
  }

  #size(width, height) {
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      Object.assign(this.#canvas, { width, height });
    }
  }

  #tick() {
    if (!this.#film) {
      return;
    }
    const face = this.#calm ? { ...this.#face(), nod: 0 } : this.#face();
    const fresh = this.#film.takeFresh() || this.#fading?.from.takeFresh();
    if (fresh || face.cell !== this.#drawn.cell || face.nod !== this.#drawn.nod) {
      this.#draw(face);
      this.#drawn = face;
    }
  }

  #draw(face) {
    const { width, height } = this.#canvas;
    const pen = this.#pen;
    // A bow seen from the front: the picture becomes a little lower, its lower edge stays. What it no longer covers
    // above keeps the pixels of the frame before, which are the same background.
    pen.setTransform(1, 0, 0, 1 - 0.35 * face.nod, 0, 0.35 * face.nod * height);
    const share = this.#fading ? (performance.now() - this.#fading.since) / 1000 / DISSOLVE : 1;
    if (share < 1) {
      this.#drawFilm(this.#fading.from, face, width, height);
      pen.globalAlpha = Math.max(0, share);
    } else {
      this.#endFading();
    }
    this.#drawFilm(this.#film, face, width, height);
    pen.globalAlpha = 1;
  }

  #drawFilm(film, face, width, height) {
    const pen = this.#pen;
    pen.drawImage(film.video, 0, 0, width, height);
    // A clip has the mouth of its gesture, a laughing one perhaps; it is only covered to speak.
    const affine = film === this.#loop || face.speaks ? film.affine() : null;
    const cell = this.#avatar.cells[face.cell] ?? this.#avatar.cells[0];
    if (affine && cell) {
      pen.save();
      pen.transform(...affine);
      pen.drawImage(this.#avatar.sheet, cell.x, cell.y, cell.w, cell.h, 0, 0, cell.w, cell.h);
      pen.restore();
    }
  }
}
