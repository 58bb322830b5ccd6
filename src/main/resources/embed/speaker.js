// Speaks sentences one after the other and knows what the face does meanwhile. The clock is that of the sound, less what
// lies between it and the ear; while the browser lets no sound out, the wall's, and the mouth moves all the same.

export const RATE = 24000;
const FRAME = 0.04;
/** Seconds between a sentence's arrival and its first sample: time to hand it to the sound thread. */
const LEAD = 0.03;

export class Speaker {
  #sound;
  #on;
  #bus;
  #muted = false;
  #lines = [];
  #silenced = new Set();
  #audible = false;
  #timer = null;
  /** The speech that was told to have started last. */
  #opened = null;

  /**
   * @param sound an AudioContext
   * @param on {playback(id, state), caption(text)}: the latter with an empty text where a speech is over
   */
  constructor(sound, on) {
    this.#sound = sound;
    this.#on = on;
    this.#audible = sound.state === "running";
    this.#openBus();
    sound.addEventListener("statechange", () => this.#changeClock());
  }

  #openBus() {
    this.#bus = this.#sound.createGain();
    this.#bus.gain.value = this.#muted ? 0 : 1;
    this.#bus.connect(this.#sound.destination);
  }

  get speaking() {
    return this.#lines.length > 0;
  }

  set muted(muted) {
    this.#muted = muted;
    this.#bus.gain.setTargetAtTime(muted ? 0 : 1, this.#sound.currentTime, 0.01);
  }

  /** @param pcm 16 bits a sample, 24,000 a second */
  add({ id, last, text, cells = [], nod = [] }, pcm) {
    if (this.#silenced.has(id)) {
      return;
    }
    const before = this.#lines.at(-1);
    const start = Math.max(before ? before.start + before.length : 0, this.#now() + LEAD);
    const line = { id, last, text, cells, nod, start, length: pcm.length / RATE, buffer: this.#buffer(pcm), source: null,
      begun: false };
    this.#lines.push(line);
    this.#play(line);
    this.#step();
  }

  #buffer(pcm) {
    if (pcm.length === 0) {
      return null;
    }
    const buffer = this.#sound.createBuffer(1, pcm.length, RATE);
    buffer.getChannelData(0).set(Float32Array.from(pcm, sample => sample / 32768));
    return buffer;
  }

  #play(line) {
    if (this.#audible && line.buffer) {
      const late = Math.max(0, this.#sound.currentTime - line.start);
      line.source = this.#sound.createBufferSource();
      line.source.buffer = line.buffer;
      line.source.connect(this.#bus);
      line.source.start(line.start + late, late);
    }
  }

  /** Stops at once what is spoken and forgets what was to come. */
  clear() {
    const ids = new Set(this.#lines.map(line => line.id));
    const now = this.#sound.currentTime;
    // Faded within the time in which a cut would click.
    this.#bus.gain.setTargetAtTime(0, now, 0.004);
    this.#lines.forEach(line => line.source?.stop(now + 0.03));
    this.#lines = [];
    this.#openBus();
    for (const id of ids) {
      this.#silenced.add(id);
      this.#on.playback(id, "cleared");
    }
    this.#step();
  }

  /** Stops, and knows nothing of it: in the next room, or in the same one again, all may be said anew. */
  reset() {
    this.clear();
    this.#silenced.clear();
    this.#opened = null;
  }

  /** What the face does now: number of a mouth cell, how far the head is bowed in radians, and whether it speaks. */
  face() {
    const heard = this.#heard();
    const line = this.#lines.findLast(one => one.start <= heard);
    const frame = line ? Math.floor((heard - line.start) / FRAME) : -1;
    return { cell: line?.cells[frame] ?? 0, nod: line?.nod[frame] ?? 0, speaks: line?.cells[frame] !== undefined };
  }

  #now() {
    return this.#audible ? this.#sound.currentTime : performance.now() / 1000;
  }

  #heard() {
    return this.#now() - (this.#audible ? this.#sound.outputLatency || this.#sound.baseLatency || 0 : 0);
  }

  /** Goes on by the other clock from where speech is. */
  #changeClock() {
    const audible = this.#sound.state === "running";
    if (audible === this.#audible) {
      return;
    }
    const before = this.#now();
    this.#audible = audible;
    const moved = this.#now() - before;
    for (const line of this.#lines) {
      line.source?.stop();
      line.source = null;
      line.start += moved;
      this.#play(line);
    }
    this.#step();
  }

  /** Tells what began and what ended, and comes again when there is more to tell. */
  #step() {
    clearTimeout(this.#timer);
    const now = this.#heard();
    for (const line of this.#lines.filter(one => one.start <= now)) {
      if (!line.begun) {
        line.begun = true;
        this.#on.caption(line.text);
        if (this.#opened !== line.id) {
          this.#opened = line.id;
          this.#on.playback(line.id, "started");
        }
      }
      if (line.start + line.length <= now) {
        this.#lines.shift();
        if (line.last) {
          this.#on.playback(line.id, "finished");
        }
      }
    }
    const [first] = this.#lines;
    if (first) {
      const next = first.begun ? first.start + first.length : first.start;
      this.#timer = setTimeout(() => this.#step(), Math.max(1, 1000 * (next - now)));
    } else {
      this.#on.caption("");
    }
  }
}
