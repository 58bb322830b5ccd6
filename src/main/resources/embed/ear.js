// The visitor's microphone and its button: the room listens where it can, else the browser where it may.
import { Microphone } from "./microphone.js";
import { Recognition } from "./recognition.js";

export class Ear {
  #button;
  #on;
  /** Opens what listens; null where nobody does. */
  #listen = null;
  #open = null;

  /** @param on {sound(piece), said(text), notice(text)} */
  constructor(button, on) {
    this.#button = button;
    this.#on = on;
  }

  /** Takes what the room says of itself. */
  offer({ listens, recognizes }) {
    const before = this.#listen;
    this.#listen = listens && navigator.mediaDevices ? this.#openMicrophone
      : recognizes && Recognition.exists ? this.#openRecognition : null;
    this.#button.hidden = !this.#listen;
    if (this.#listen !== before) {
      this.close();
    }
  }

  async toggle() {
    if (this.#open) {
      this.close();
      return;
    }
    this.#button.disabled = true;
    try {
      this.#open = await this.#listen();
      this.#button.setAttribute("aria-pressed", "true");
    } catch (refused) {
      this.#fail(refused);
    } finally {
      this.#button.disabled = false;
    }
  }

  /** Whether the avatar speaks. */
  set held(held) {
    if (this.#open) {
      this.#open.held = held;
    }
  }

  close() {
    this.#open?.close();
    this.#open = null;
    this.#button.setAttribute("aria-pressed", "false");
  }

  #openMicrophone = () => Microphone.open(this.#on.sound);

  #openRecognition = () => new Recognition({ said: this.#on.said, failed: refused => this.#fail(refused) });

  #fail({ name }) {
    this.close();
    this.#on.notice(name === "NotAllowedError"
      ? "The microphone was not allowed. You can still write."
      : "There is no microphone. You can still write.");
  }
}
