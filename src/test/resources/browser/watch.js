// Before the embed page's own scripts: what is needed to see and hear what it does.
(() => {
  const SIDE = 48;
  const room = window.room = {
    starts: [], violations: [], hellos: [], captions: [], film: null, clip: 0, mouth: null, mouths: []
  };

  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (when, offset) {
    room.sound = this.context;
    room.starts.push({ when, offset, at: this.context.currentTime, seconds: this.buffer.duration, buffer: this.buffer });
    return start.call(this, when, offset);
  };
  const drawImage = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (picture, ...where) {
    if (picture instanceof HTMLVideoElement) {
      room.film = picture;
      // How far a film that is played once has been seen: it is over before somebody may come to look.
      room.clip = picture.loop ? room.clip : picture.currentTime;
    } else if (picture instanceof ImageBitmap && where.length === 8) {
      room.mouth = { place: this.getTransform(), width: where[2], height: where[3] };
    }
    return drawImage.call(this, picture, ...where);
  };
  window.WebSocket = class extends WebSocket {
    constructor(...where) {
      super(...where);
      this.addEventListener("message", ({ data }) => {
        const said = typeof data === "string" ? JSON.parse(data) : {};
        if (said.type === "hello") {
          room.hellos.push(said);
        }
      });
    }
  };
  // Each that was shown, also when the next one takes its place before somebody looks.
  new MutationObserver(changes => {
    for (const { addedNodes } of changes.filter(({ target }) => target.id === "caption")) {
      addedNodes.forEach(node => room.captions.push(node.textContent));
    }
  }).observe(document, { subtree: true, childList: true });
  document.addEventListener("securitypolicyviolation", event => room.violations.push(event.violatedDirective));

  /** Notes with the time that is heard what the mouth looks like: grey pixels, as if the head stood still. */
  room.watchTile = () => {
    const face = document.getElementById("face");
    const pen = Object.assign(document.createElement("canvas"), { width: SIDE, height: SIDE })
      .getContext("2d", { willReadFrequently: true });
    const look = () => {
      if (room.mouth) {
        const { place, width, height } = room.mouth;
        pen.setTransform(place.inverse().multiplySelf(new DOMMatrix()).preMultiplySelf(
          new DOMMatrix([SIDE / width, 0, 0, SIDE / height, 0, 0])));
        drawImage.call(pen, face, 0, 0);
        const { data } = pen.getImageData(SIDE / 4, SIDE / 4, SIDE / 2, SIDE / 2);
        const grey = Array.from({ length: data.length / 4 }, (_, i) => data[4 * i + 1]);
        const heard = room.sound ? room.sound.currentTime - (room.sound.outputLatency || room.sound.baseLatency || 0) : 0;
        room.mouths.push([heard, grey]);
      }
      requestAnimationFrame(look);
    };
    look();
  };
  /** How far each look of the mouth is from the mean of those before the first sound. */
  room.moved = () => {
    const first = room.starts[0].when;
    const rest = room.mouths.filter(([heard]) => heard < first).map(([, grey]) => grey);
    const mean = rest[0].map((_, i) => rest.reduce((sum, grey) => sum + grey[i], 0) / rest.length);
    return room.mouths.map(([heard, grey]) => [heard,
      grey.reduce((sum, value, i) => sum + Math.abs(value - mean[i]), 0) / grey.length]);
  };
  /** The loudness that is heard at a time, in dB above silence; null where nothing is spoken. */
  const loudness = at => {
    const one = room.starts.find(({ when, seconds }) => at >= when && at < when + seconds);
    if (!one) {
      return null;
    }
    const samples = one.buffer.getChannelData(0);
    const from = Math.max(0, Math.round((at - one.when - 0.03) * one.buffer.sampleRate));
    const piece = samples.subarray(from, from + Math.round(0.06 * one.buffer.sampleRate));
    return 10 * Math.log10(1e-6 + piece.reduce((sum, value) => sum + value * value, 0) / piece.length) + 60;
  };
  /** How well the moving of the mouth fits the loudness, from -1 to 1, were it seen so many seconds later. */
  room.inTime = later => {
    const pairs = room.moved().map(([heard, moved]) => [loudness(heard + later), moved]).filter(([loud]) => loud !== null);
    const mean = k => pairs.reduce((sum, pair) => sum + pair[k], 0) / pairs.length;
    const [x, y] = [mean(0), mean(1)];
    const sum = of => pairs.reduce((total, pair) => total + of(pair[0] - x, pair[1] - y), 0);
    return sum((a, b) => a * b) / Math.sqrt(sum(a => a * a) * sum((a, b) => b * b));
  };
  /** How far the mouth is from rest at most, before the first sound, while it sounds, or after the last. */
  room.furthest = when => {
    const first = room.starts[0].when;
    const end = room.starts.reduce((last, one) => Math.max(last, one.when + one.seconds), 0) + 0.1;
    const inside = { before: at => at < first, while: at => at >= first && at < end, after: at => at >= end }[when];
    return Math.max(...room.moved().filter(([heard]) => inside(heard)).map(([, moved]) => moved));
  };
})();
