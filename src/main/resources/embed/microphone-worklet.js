const RATE = 16000;
const PIECE = 1600;

/** Averages what falls into each sample of the lower rate, which keeps most of what is too high for it out. */
class Pieces extends AudioWorkletProcessor {
  #step = sampleRate / RATE;
  /** Of the sample that is being made: how much is still to come, and the sum of what came. */
  #left = this.#step;
  #sum = 0;
  #piece = new Int16Array(PIECE);
  #filled = 0;

  process([[samples]]) {
    for (const sample of samples ?? []) {
      let rest = 1;
      while (this.#left <= rest) {
        this.#put((this.#sum + sample * this.#left) / this.#step);
        rest -= this.#left;
        this.#left = this.#step;
        this.#sum = 0;
      }
      this.#sum += sample * rest;
      this.#left -= rest;
    }
    return true;
  }

  #put(value) {
    this.#piece[this.#filled++] = 32767 * Math.max(-1, Math.min(1, value));
    if (this.#filled === PIECE) {
      this.port.postMessage(this.#piece.buffer, [this.#piece.buffer]);
      this.#piece = new Int16Array(PIECE);
      this.#filled = 0;
    }
  }
}

registerProcessor("pieces", Pieces);
