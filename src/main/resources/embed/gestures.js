// Gestures: clips out of the avatar's file, or from where the room says if it has none that can be played; each is fetched
// once. Of a clip that has no numbers for its mouth, speech and it would be in each other's way: it waits until nothing is
// spoken.
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
    this.#urls = urls ?? {};
    this.#clips.clear();
  }

  /**
   * Never fails: a conversation goes on without a gesture.
   *
   * @param url of its clip where the room says so: one that was made since the page was opened
   */
  async play(action, url) {
    if (url && url !== this.#urls[action]) {
      this.#urls = { ...this.#urls, [action]: url };
      this.#clips.delete(`false ${action}`);
    }
    for (const source of [this.#fromFile, this.#fromRoom]) {
      const key = `${source === this.#fromFile} ${action}`;
      try {
        const clip = await this.#clip(key, () => source(action));
        if (clip) {
          await this.#show(action, clip);
          return;
        }
      } catch (failed) {
        this.#clips.delete(key);
        console.warn(`The gesture ${action} could not be shown.`, failed);
      }
    }
  }

  async #show(action, { film, affines }) {
    if (!affines && this.#speaking()) {
      this.#postponed = action;
    } else {
      await this.#stage.gesture(film, affines);
    }
  }

  #clip(key, load) {
    if (!this.#clips.has(key)) {
      this.#clips.set(key, load());
    }
    return this.#clips.get(key);
  }

  #fromFile = async action => this.#avatar?.clip(action);

  #fromRoom = async action => {
    const url = this.#urls[action];
    return url ? { film: await fetchBlob(new URL(url, location)) } : null;
  };

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
