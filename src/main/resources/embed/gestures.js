// Gestures: clips out of the avatar's file or from where the room says, each fetched once. Of a clip that has no numbers for
// its mouth, speech and it would be in each other's way: it waits until nothing is spoken.
import { fetchBlob } from "./avatar.js";

export class Gestures {
  #stage;
  #speaking;
  #avatar = null;
  #urls = {};
  #clips = new Map();
  #postponed = null;

  /** @param speaking whether something is spoken now */
  constructor(stage, speaking) {
    this.#stage = stage;
    this.#speaking = speaking;
  }

  set avatar(avatar) {
    this.#avatar = avatar;
    this.#clips.clear();
  }

  /** Of clips that are not in the file, by action. */
  set urls(urls) {
    this.#urls = urls;
    this.#clips.clear();
  }

  async play(action) {
    try {
      const clip = await this.#clip(action);
      if (clip && !clip.affines && this.#speaking()) {
        this.#postponed = action;
      } else if (clip) {
        await this.#stage.gesture(clip.film, clip.affines);
      }
    } catch (failed) {
      this.#clips.delete(action);
      console.warn(`The gesture ${action} could not be shown.`, failed);
    }
  }

  #clip(action) {
    if (!this.#clips.has(action)) {
      this.#clips.set(action, this.#fetch(action));
    }
    return this.#clips.get(action);
  }

  async #fetch(action) {
    const clip = await this.#avatar?.clip(action);
    const url = this.#urls[action];
    return clip ?? (url ? { film: await fetchBlob(new URL(url, location)) } : null);
  }

  /** Nothing is spoken any more. */
  resume() {
    const action = this.#postponed;
    this.#postponed = null;
    if (action) {
      this.play(action);
    }
  }

  forget() {
    this.#postponed = null;
  }
}
