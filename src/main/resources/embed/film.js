// A video whose frames have numbers: a mouth may only be drawn on a frame that is known.

export class Film {
  #fps;
  #affines;
  #url;
  #closed = false;
  #running = false;
  #fresh = false;
  #onWrap = [];
  frame = 0;
  video = document.createElement("video");

  /** @param affines where the mouth lies on each frame; without them the film has a mouth of its own */
  static async open(blob, fps, { loop, affines }) {
    const film = new Film();
    film.#fps = fps;
    film.#affines = affines;
    film.#url = URL.createObjectURL(blob);
    Object.assign(film.video, { muted: true, playsInline: true, loop, preload: "auto", src: film.#url });
    await new Promise((resolve, reject) => {
      film.video.onloadeddata = resolve;
      film.video.onerror = () => {
        film.close();
        reject(new Error("this browser cannot play the avatar's film"));
      };
    });
    film.#fresh = true;
    film.#watch();
    return film;
  }

  #watch() {
    if (this.#closed) {
      return;
    }
    // Without the callback the clock of the video tells the frame, at most one beside the one that is shown.
    if (this.video.requestVideoFrameCallback) {
      this.video.requestVideoFrameCallback((now, shown) => this.#seen(shown.mediaTime));
    } else {
      requestAnimationFrame(() => this.#seen(this.video.currentTime));
    }
  }

  #seen(time) {
    const frame = Math.max(0, Math.round(time * this.#fps));
    if (frame !== this.frame) {
      this.#fresh = true;
    }
    if (frame < this.frame) {
      this.#onWrap.splice(0).forEach(resolve => resolve());
    }
    this.frame = frame;
    this.#watch();
  }

  /** Whether another frame is shown than when this was asked last. */
  takeFresh() {
    const fresh = this.#fresh;
    this.#fresh = false;
    return fresh;
  }

  affine() {
    return this.#affines?.[Math.min(this.frame, this.#affines.length - 1)];
  }

  /** Seconds to the end. */
  left() {
    return this.video.paused ? 0 : this.video.duration - this.video.currentTime;
  }

  /** Plays, or stays at its first frame. */
  run(on) {
    this.#running = on;
    if (on) {
      this.video.play().catch(() => this.#tryAgain());
    } else {
      this.video.pause();
      this.video.currentTime = 0;
    }
  }

  /** Refused while the page is hidden or the device saves power: until it is seen or touched. */
  #tryAgain() {
    const waiting = new AbortController();
    for (const event of ["visibilitychange", "pointerdown", "keydown"]) {
      document.addEventListener(event, () => {
        waiting.abort();
        if (this.#running) {
          this.run(true);
        }
      }, { signal: waiting.signal });
    }
  }

  /** The next time it begins anew. */
  wrapped() {
    return this.video.paused ? Promise.resolve() : new Promise(resolve => this.#onWrap.push(resolve));
  }

  async toEnd() {
    const ended = new Promise(resolve => {
      this.video.onended = this.video.onerror = resolve;
    });
    await this.video.play().catch(() => this.video.dispatchEvent(new Event("ended")));
    await ended;
  }

  close() {
    this.#closed = true;
    this.#running = false;
    this.video.removeAttribute("src");
    this.video.load();
    URL.revokeObjectURL(this.#url);
  }
}
