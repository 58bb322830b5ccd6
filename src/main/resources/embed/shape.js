// The shape of the page, which is that of the picture: nothing is shown before it is known, so that nothing moves when the
// picture comes.

/** Share by which a still and the film may differ without the page following. */
const SAME = 0.02;
/** Milliseconds that a still is waited for. */
const PATIENCE = 1500;

export class Shape {
  #changed;
  #aspect = null;

  /** @param changed told when it is known, and when it is another */
  constructor(changed) {
    this.#changed = changed;
  }

  /** Width for one of height. */
  get aspect() {
    return this.#aspect ?? 1;
  }

  /**
   * @param still where a still picture of the agent is shown
   * @param url of it; empty where there is none
   */
  begin(still, url) {
    if (!url) {
      this.#show();
      return;
    }
    setTimeout(() => this.#show(), PATIENCE);
    still.onerror = () => this.#show();
    still.onload = () => this.fit({ width: still.naturalWidth, height: still.naturalHeight });
    still.src = url;
    still.hidden = false;
  }

  fit({ width, height }) {
    const aspect = width / height;
    if (this.#aspect === null || Math.abs(aspect / this.#aspect - 1) > SAME) {
      this.#aspect = aspect;
      document.documentElement.style.setProperty("--aspect", aspect);
      this.#changed();
    }
    this.#show();
  }

  #show() {
    if (document.body.dataset.shaped === undefined) {
      document.body.dataset.shaped = "";
      this.#changed();
    }
  }
}
