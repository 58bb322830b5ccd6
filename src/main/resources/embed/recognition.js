// What the visitor says, written down by their browser, or by its vendor: only where the room has nobody to listen and its
// owner allows it.

const Recognizer = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition;
/** What ends by itself and may be begun again. */
const HARMLESS = ["no-speech", "aborted"];
/** Milliseconds before it is begun again: some browsers refuse to at once. */
const PAUSE = 250;

export class Recognition {
  #recognizer = new Recognizer();
  #open = true;
  #held = false;

  static get exists() {
    return Boolean(Recognizer);
  }

  /** @param on {said(text), failed({name})}: the latter named as what a microphone's opening throws */
  constructor(on) {
    Object.assign(this.#recognizer, { lang: navigator.language, continuous: true, interimResults: false });
    this.#recognizer.onresult = ({ resultIndex, results }) => {
      for (const result of [...results].slice(resultIndex)) {
        const text = result[0].transcript.trim();
        if (result.isFinal && text && !this.#held) {
          on.said(text);
        }
      }
    };
    this.#recognizer.onerror = ({ error }) => {
      if (this.#open && !HARMLESS.includes(error)) {
        this.close();
        on.failed({ name: error.includes("not-allowed") ? "NotAllowedError" : error });
      }
    };
    this.#recognizer.onend = () => setTimeout(() => this.#start(), PAUSE);
    this.#recognizer.start();
  }

  /** While the avatar speaks it would write down the avatar. */
  set held(held) {
    if (held !== this.#held) {
      this.#held = held;
      if (held) {
        this.#recognizer.abort();
      } else {
        this.#start();
      }
    }
  }

  #start() {
    if (this.#open && !this.#held) {
      try {
        this.#recognizer.start();
      } catch {
        // It runs.
      }
    }
  }

  close() {
    this.#open = false;
    this.#recognizer.abort();
  }
}
