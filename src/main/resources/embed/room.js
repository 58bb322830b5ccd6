// The line to the room: one WebSocket after the other, as if it were one that never drops.

const PATIENCE = [0.3, 0.7, 1.5, 3, 5, 8, 12, 15, 15, 15, 15, 15];
/** How many attempts in vain before anything was heard of the room mean that it is not to be had. */
const FIRST_ATTEMPTS = 4;
/** Milliseconds, where the browser keeps to them: in a hidden tab they become a minute. */
const PING = 20_000;
/** Close codes after which coming back would be answered the same way; RFC 6455, 7.4. Not 1002: servers send it, too,
 * to whom they have lost and who can still hear them. */
const REFUSED = [1003, 1007, 1008, 1009, 1010];
/** Gestures of which the next page knows that they were seen. */
const REMEMBERED = 100;

export class Room {
  #url;
  #on;
  #socket = null;
  #participant;
  #greeted = false;
  /** The last speech that came whole, for this page, and the last that was heard, for one that comes after it. */
  #after;
  #heardSpeech;
  /** The sentence that came last of a speech that is not whole yet. */
  #begun = null;
  #seen;
  #failures = 0;
  #retry = null;
  #pulse = null;
  #heard = 0;
  #comeBack = () => this.#retry && this.#open();

  /**
   * @param url of the WebSocket, with token and model
   * @param on {state(state, end), hello(hello), speech(head, pcm), message(message)}; the states are connecting,
   *     live, reconnecting, ended and unavailable, the last two with {reason, message} where the room said so
   * @param past of the room that is come back to
   */
  constructor(url, on, past) {
    this.#url = url;
    this.#on = on;
    this.#participant = past?.participant ?? null;
    this.#after = this.#heardSpeech = past?.after ?? null;
    this.#seen = new Set(past?.seen);
  }

  /** To come back with after all of this is gone; null before the room has said who the visitor is. */
  get past() {
    // What was seen of a gesture is not to be seen again; speech that was cut off is.
    const seen = [...this.#seen].filter(key => key.startsWith("gesture ")).slice(-REMEMBERED);
    return this.#participant && { participant: this.#participant, after: this.#heardSpeech, seen };
  }

  /** A speech was heard, or is not wanted any more. */
  heard(id) {
    this.#heardSpeech = id;
  }

  join() {
    this.#on.state("connecting");
    addEventListener("online", this.#comeBack);
    this.#open();
  }

  leave() {
    this.#stop();
    this.#socket?.close(1000);
    this.#socket = null;
  }

  get live() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** @returns whether it was sent: there is nobody to send it to while the line is down */
  send(message) {
    if (!this.live) {
      return false;
    }
    this.#socket.send(message instanceof ArrayBuffer ? message : JSON.stringify(message));
    return true;
  }

  #open() {
    clearTimeout(this.#retry);
    this.#retry = null;
    const url = new URL(this.#url);
    if (this.#participant) {
      url.searchParams.set("participant", this.#participant);
    }
    if (this.#after) {
      url.searchParams.set("after", this.#after);
    }
    if (this.#begun) {
      url.searchParams.set("heard", `${this.#begun.id}.${this.#begun.seq}`);
    }
    const socket = this.#socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    const current = handler => event => this.#socket === socket && handler(event);
    socket.onopen = current(() => this.#startPulse());
    socket.onmessage = current(({ data }) => this.#receive(data));
    socket.onclose = current(({ code, reason }) => this.#closed(code, reason));
  }

  /** The line is dead when nothing came since it was asked for a sign of life, however long ago that was. */
  #startPulse() {
    let asked = null;
    this.#pulse = setInterval(() => {
      if (asked !== null && this.#heard < asked) {
        // A dead network never answers the close either.
        const socket = this.#socket;
        this.#closed(1006, "");
        socket.close();
      } else {
        asked = performance.now();
        this.send({ type: "ping", at: Date.now() });
      }
    }, PING);
  }

  #receive(data) {
    this.#heard = performance.now();
    if (data instanceof ArrayBuffer) {
      const length = new DataView(data).getUint32(0, true);
      const head = JSON.parse(new TextDecoder().decode(new Uint8Array(data, 4, length)));
      if (this.#isNew(head)) {
        this.#on.speech(head, new Int16Array(data.slice(4 + length)));
      }
      return;
    }
    const message = JSON.parse(data);
    if (message.type === "hello") {
      if (message.participant !== this.#participant) {
        // A new visitor, who has missed nothing.
        this.#after = this.#begun = this.#heardSpeech = null;
      }
      this.#participant = message.participant;
      this.#greeted = true;
      this.#failures = 0;
      this.#on.state("live");
      this.#on.hello(message);
    } else if (message.type === "end") {
      this.#finish("ended", message);
    } else if (message.type !== "pong" && this.#isNew(message)) {
      this.#on.message(message);
      if (message.type === "clear") {
        this.#heardSpeech = message.id;
      }
    }
  }

  /** What was missed is sent again after a drop, and sometimes more than that. */
  #isNew({ type, id, seq = 0, last }) {
    const key = `${type} ${id} ${seq}`;
    if (id === undefined || this.#seen.has(key)) {
      return id === undefined;
    }
    this.#seen.add(key);
    // Speeches come one after the other, all else at once: behind us is what came before the last whole speech, and of one
    // that is cut off in the middle the sentences that are here.
    if (type === "clear" || (type === "speech" && last)) {
      this.#after = id;
      this.#begun = null;
    } else if (type === "speech") {
      this.#begun = { id, seq };
    }
    return true;
  }

  #closed(code, reason) {
    clearInterval(this.#pulse);
    this.#socket = null;
    const first = !this.#greeted;
    const delay = PATIENCE[this.#failures++];
    if (code === 1000) {
      this.#finish("ended", {});
    } else if (REFUSED.includes(code)) {
      this.#finish("unavailable", { message: reason });
    } else if (delay === undefined || (first && this.#failures >= FIRST_ATTEMPTS)) {
      this.#finish("unavailable", {});
    } else {
      this.#on.state(first ? "connecting" : "reconnecting");
      // Not all visitors of a node that went down at the same moment.
      this.#retry = setTimeout(() => this.#open(), 1000 * delay * (0.75 + Math.random() / 2));
    }
  }

  #finish(state, end) {
    this.leave();
    this.#on.state(state, end);
  }

  #stop() {
    clearInterval(this.#pulse);
    clearTimeout(this.#retry);
    this.#retry = null;
    removeEventListener("online", this.#comeBack);
  }
}
