// The page on which a visitor meets the avatar: puts the room, the stage and the speaker together with what can be
// clicked, typed, seen and read.
import { loadAvatar } from "./avatar.js";
import { Ear } from "./ear.js";
import { Gestures } from "./gestures.js";
import { Room } from "./room.js";
import { Shape } from "./shape.js";
import { RATE, Speaker } from "./speaker.js";
import { Stage } from "./stage.js";
import { Talk } from "./talk.js";
import { Visit } from "./visit.js";

const { code, token, model, endUserId, name, poster } = document.body.dataset;
const part = id => document.getElementById(id);
const framed = parent !== window;
const bubble = framed && new URLSearchParams(location.search).get("layout") === "bubble";
/** Pixels a host page is asked for, for what is said under the picture. */
const LOG_HEIGHT = 96;

const sound = new AudioContext({ sampleRate: RATE, latencyHint: "interactive" });
const talk = new Talk(part("turns"), part("caption"), part("status"), name);
const speaker = new Speaker(sound, {
  caption: text => {
    talk.caption(text);
    document.body.toggleAttribute("data-speaking", speaker.speaking);
    ear.held = speaker.speaking;
    if (!text && !speaker.speaking) {
      gestures.resume();
    }
  },
  playback: (id, state) => {
    room?.send({ type: "playback", id, state });
    if (state === "started") {
      stage.settle();
    } else {
      room?.heard(id);
    }
  },
});
const stage = new Stage(part("face"), () => speaker.face());
const ear = new Ear(part("microphone"), {
  sound: piece => room?.send(piece),
  said: text => say(text),
  notice: text => talk.notice(text),
});
const gestures = new Gestures(stage, () => speaker.speaking);
const shape = new Shape(tellSize);
const visit = new Visit(code, token, model, endUserId);
let room = null;
let shown = null;
/** Whether the line that stands there was to be sent. */
let sayIt = false;

// ---- the room

/** Whether the page is in a room, or on its way there. */
const joined = () => ["connecting", "live", "reconnecting"].includes(document.body.dataset.state);

function join() {
  if (joined()) {
    return;
  }
  const url = new URL(`../${encodeURIComponent(code)}/room`, import.meta.url);
  url.protocol = url.protocol.replace("http", "ws");
  for (const [key, value] of Object.entries({ token, model, end_user_id: endUserId })) {
    if (value) {
      url.searchParams.set(key, value);
    }
  }
  part("start").hidden = true;
  room = new Room(url, {
    state: (state, end) => {
      showState(state, end);
      if (!joined()) {
        visit.leave(null);
      }
    },
    hello: greet,
    speech: (head, pcm) => speaker.add(head, pcm),
    message: message => actions[message.type]?.(message),
  }, visit.past);
  room.join();
}

const actions = {
  clear: ({ said = {} }) => {
    speaker.clear();
    talk.cut(said);
  },
  gesture: ({ action, url }) => gestures.play(action, url),
  turn: ({ id, role, text, seq }) => talk.turn(id, role, text, seq),
  notice: ({ text }) => talk.notice(text),
};

async function greet(said) {
  ear.offer(said);
  if (sayIt) {
    sendLine();
  }
  gestures.urls = said.gestures;
  const version = said.avatar?.sha256;
  if (!version || version === shown) {
    return;
  }
  shown = version;
  try {
    const avatar = await loadAvatar(said.avatar, location, showPortrait);
    if (shown === version) {
      await stage.play(avatar);
      gestures.avatar = avatar;
      showPicture(avatar);
    }
  } catch (failed) {
    console.error(failed);
    shown = null;
    leave();
    showState("unavailable", { message: `${name}'s picture could not be loaded.` });
  }
}

/** Comes back to what was spoken, if it comes back. */
function leave() {
  if (room) {
    visit.leave(room.past);
    room.leave();
    room = null;
  }
  ear.close();
  gestures.forget();
  speaker.reset();
}

// ---- what is seen

function showState(state, { reason, message } = {}) {
  document.body.dataset.state = state;
  talk.status({
    connecting: "Connecting …",
    live: "",
    reconnecting: "The connection was lost. Reconnecting …",
    ended: message || "The conversation has ended.",
    unavailable: message || `${name} is not available right now.`,
  }[state]);
  document.body.dataset.reason = reason ?? "";
  if (!joined()) {
    leave();
    showStart(state === "ended" ? "Start again" : "Try again");
  }
}

function showStart(label) {
  part("start").querySelector("span").textContent = label;
  part("start").hidden = false;
}

function showPortrait(picture) {
  stage.showPortrait(picture);
  showPicture(picture);
}

function showPicture(picture) {
  shape.fit(picture);
  part("poster").hidden = true;
  document.body.dataset.picture = "";
}

/** The host may be any page that is allowed to show this one; what it is told is no secret. */
function tellSize() {
  if (framed) {
    const height = Math.round(innerWidth / shape.aspect) + part("say").offsetHeight + LOG_HEIGHT;
    parent.postMessage({ type: "likeness:size", open: document.body.dataset.open !== "false", height }, "*");
  }
}

// ---- what the visitor does

part("start").addEventListener("click", () => {
  sound.resume();
  document.body.dataset.open = "true";
  if (joined()) {
    part("start").hidden = true;
  } else {
    join();
  }
  tellSize();
  // On a phone the keyboard would cover the face.
  if (matchMedia("(pointer: fine)").matches) {
    part("line").focus({ preventScroll: true });
  }
});

part("say").addEventListener("submit", event => {
  event.preventDefault();
  sound.resume();
  sayIt = true;
  if (!sendLine() && !part("start").hidden) {
    part("start").click();
  }
});

/** What was written while nobody was there to read it is sent when somebody is. */
function sendLine() {
  const text = part("line").value.trim();
  const sent = !text || say(text);
  if (sent) {
    part("line").value = "";
  }
  sayIt &&= !sent;
  return sent;
}

function say(text) {
  const id = `v${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  const sent = room?.send({ type: "say", id, text }) ?? false;
  if (sent) {
    talk.said(id, text);
  }
  return sent;
}

part("sound").addEventListener("click", ({ currentTarget: button }) => {
  const muted = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", muted);
  speaker.muted = muted;
  sound.resume();
});

part("close").addEventListener("click", () => {
  leave();
  document.body.dataset.open = "false";
  showPoster();
  tellSize();
  part("start").focus();
});

part("microphone").addEventListener("click", () => {
  sound.resume();
  ear.toggle();
});

/** What is being said, and what somebody is about to say. */
function interrupt() {
  speaker.clear();
  room?.send({ type: "interrupt" });
}

part("stop").addEventListener("click", interrupt);
addEventListener("keydown", ({ key }) => key === "Escape" && interrupt());
addEventListener("resize", tellSize);

const stillness = matchMedia("(prefers-reduced-motion: reduce)");
stillness.addEventListener("change", () => { stage.calm = stillness.matches; });
stage.calm = stillness.matches;

addEventListener("pagehide", () => {
  if (room) {
    visit.leave(room.past);
  }
  visit.write(talk.turns);
});
addEventListener("pageshow", ({ persisted }) => persisted && visit.take());

// ---- the beginning

function showPoster() {
  document.body.dataset.state = "poster";
  part("poster").hidden = !poster;
  talk.status("");
  showStart(`Talk to ${name}`);
}

sound.addEventListener("statechange", () => {
  if (sound.state === "running" && room?.live) {
    part("start").hidden = true;
  }
});

/** A browser that forbids sound lets this wait until the visitor has clicked somewhere. */
function mayBeHeard() {
  return Promise.race([sound.resume().then(() => true), new Promise(no => setTimeout(no, 250, false))]);
}

if (bubble) {
  Object.assign(document.body.dataset, { layout: "bubble", open: "false" });
}
showPoster();
shape.begin(part("poster"), poster);
talk.resume(visit.take());
// On its own page the avatar is what the visitor came for, and shows itself while sound still waits for a click. On
// somebody else's it neither runs nor costs anything before it is clicked, whatever else the visitor has clicked there.
if (!framed) {
  join();
  if (!await mayBeHeard() && joined()) {
    showStart("Turn the sound on");
  }
}
