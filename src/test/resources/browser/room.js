// Before the embed page's own scripts, after watch.js: the other end of its WebSocket.
(() => {
  const RATE = 24000;
  const FRAME = RATE / 25;
  /** Rest, and the widest of the shapes. */
  const CLOSED = 0;

  const room = Object.assign(window.room, {
    sent: [], opened: [], sockets: new Set(), down: false, seen: [],
    hello: { type: "hello", participant: "p1", room_id: "r1", session_id: "s1", agent: { code: "A1", name: "Ada" },
      model: "essence-1", avatar: { kind: "imx", url: "/avatar.imx", sha256: "of one version" }, listens: false, captions: true,
      gestures: {} },
    tell: message => room.sockets.forEach(socket => socket.onmessage({ data: JSON.stringify(message) })),
    drop: () => room.sockets.forEach(socket => socket.end(1006)),
    states: id => room.sent.filter(said => said.type === "playback" && said.id === id).map(said => said.state).join(),
    /** A sentence that sounds for every other fifth of a second, with the mouth open as long as it sounds. */
    speak: (id, seq, last, text, seconds, open) => {
      const pcm = Int16Array.from({ length: RATE * seconds }, (_, i) => sounds(i) ? 8000 * Math.sin(i / 20) : 0);
      const cells = Array.from({ length: Math.ceil(pcm.length / FRAME) }, (_, i) => sounds(i * FRAME) ? open : CLOSED);
      const head = new TextEncoder().encode(JSON.stringify({ type: "speech", id, seq, last, text, cells, brow: [], nod: [] }));
      const frame = new Uint8Array(4 + head.length + pcm.byteLength);
      new DataView(frame.buffer).setUint32(0, head.length, true);
      frame.set(head, 4);
      frame.set(new Uint8Array(pcm.buffer), 4 + head.length);
      room.sockets.forEach(socket => socket.onmessage({ data: frame.buffer }));
    },
  });
  const sounds = sample => Math.floor(sample / (RATE / 5)) % 2 === 0;

  window.WebSocket = class {
    static OPEN = 1;
    readyState = 0;

    constructor(url) {
      room.opened.push(String(url));
      setTimeout(() => {
        if (room.down) {
          this.end(1006);
        } else {
          this.readyState = 1;
          room.sockets.add(this);
          this.onopen();
          this.onmessage({ data: JSON.stringify(room.hello) });
        }
      });
    }

    send(data) {
      room.sent.push(typeof data === "string" ? JSON.parse(data) : { type: "sound", bytes: data.byteLength });
    }

    close() {
      room.sockets.delete(this);
      this.readyState = 3;
    }

    end(code) {
      this.close();
      this.onclose({ code, reason: "" });
    }
  };

  /** Notes with the time that is heard how many pixels of the mouth are dark. */
  room.watchMouth = () => {
    const pen = document.getElementById("face").getContext("2d");
    const look = () => {
      const { data } = pen.getImageData(48, 64, 32, 26);
      let dark = 0;
      for (let i = 0; i < data.length; i += 4) {
        dark += data[i] < 100;
      }
      const heard = room.sound ? room.sound.currentTime - (room.sound.outputLatency || room.sound.baseLatency || 0) : 0;
      room.seen.push([heard, dark]);
      requestAnimationFrame(look);
    };
    look();
  };
  /** How well the mouth fits the sound, from 0 to 1, were it seen so many seconds later; teeth make an open one lighter. */
  room.fit = later => {
    const first = room.starts[0].when;
    const seconds = room.starts.reduce((sum, one) => sum + one.seconds, 0);
    const pairs = room.seen.map(([heard, dark]) => [heard + later - first, dark])
      .filter(([at]) => at >= 0 && at < seconds).map(([at, dark]) => [sounds(at * RATE) ? 1 : 0, dark]);
    const mean = k => pairs.reduce((sum, pair) => sum + pair[k], 0) / pairs.length;
    const [x, y] = [mean(0), mean(1)];
    const sum = of => pairs.reduce((total, pair) => total + of(pair[0] - x, pair[1] - y), 0);
    return Math.abs(sum((a, b) => a * b)) / Math.sqrt(sum(a => a * a) * sum((a, b) => b * b));
  };
  /** Largest less least number of dark pixels, while it is silent or while it sounds. */
  room.travel = speaking => {
    const first = room.starts[0].when;
    const end = room.starts.reduce((last, one) => Math.max(last, one.when + one.seconds), 0);
    const dark = room.seen.filter(([heard]) => speaking === (heard > first && heard < end + .08)).map(([, count]) => count);
    return Math.max(...dark) - Math.min(...dark);
  };
})();
