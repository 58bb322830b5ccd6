// Who the visitor is in a room, for as long as the room waits for them: over a reload, or a bubble that is closed and opened.
// It is written down when the page goes and taken away by the next one, so that a copy of a tab is somebody else.

/** Milliseconds. */
const ROOM_WAITS = 30_000;

export class Visit {
  #key;
  #past = null;
  #leftAt = 0;

  /** @param whom what tells one visit from another on the same site */
  constructor(...whom) {
    this.#key = `likeness ${JSON.stringify(whom)}`;
  }

  /** @param past {participant, …} to come back with; null: nobody waits for the visitor */
  leave(past) {
    this.#past = past;
    this.#leftAt = Date.now();
  }

  /** What was left, if somebody still waits. */
  get past() {
    return Date.now() - this.#leftAt < ROOM_WAITS ? this.#past : null;
  }

  /** For the next page, with what stands on this one. */
  write(turns) {
    const { past } = this;
    if (past) {
      tolerant(() => sessionStorage.setItem(this.#key, JSON.stringify({ past, leftAt: this.#leftAt, turns })));
    }
  }

  /** @returns the turns of the page before, where it was left a moment ago */
  take() {
    const written = tolerant(() => JSON.parse(sessionStorage.getItem(this.#key)));
    tolerant(() => sessionStorage.removeItem(this.#key));
    this.#past = written?.past ?? null;
    this.#leftAt = written?.leftAt ?? 0;
    return this.past ? written.turns : [];
  }
}

/** Where a visitor keeps cookies out of frames, there is no storage. */
function tolerant(access) {
  try {
    return access();
  } catch {
    return null;
  }
}
