// What is said, to be read: the caption of the moment, which a screen reader reads out, and the conversation.

const MOST_TURNS = 200;
/** Pixels. */
const AT_END = 40;

export class Talk {
  #turns;
  #caption;
  #status;
  #names;
  #parts = new Map();

  /** @param name of the agent */
  constructor(turns, caption, status, name) {
    this.#turns = turns;
    this.#caption = caption;
    this.#status = status;
    this.#names = { user: "You", agent: name };
  }

  /** An empty text: nothing is spoken any more. */
  caption(text) {
    this.#caption.classList.toggle("over", !text);
    if (text) {
      this.#caption.textContent = text;
    }
  }

  status(text) {
    this.#status.textContent = text;
  }

  /** What the room wants the visitor to know. */
  notice(text) {
    this.status(text);
    this.#add("notice", text);
  }

  /** What the visitor wrote, before the room has repeated it under the same id. */
  said(id, text) {
    this.status("");
    this.turn(id, "user", text);
    this.#showEnd();
  }

  /** @param seq of a turn that comes by parts; one that is known already is said again */
  turn(id, role, text, seq = 0) {
    const part = this.#parts.get(`${id} ${seq}`);
    if (part) {
      write(part, text);
    } else {
      this.#add(role, text, id, seq);
    }
  }

  /** Only so much of some parts was said: {"id seq": text}. */
  cut(said) {
    for (const [key, text] of Object.entries(said)) {
      const part = this.#parts.get(key);
      const item = part?.parentElement;
      if (part && text) {
        write(part, `${text} …`);
      } else {
        part?.remove();
        this.#parts.delete(key);
      }
      if (item && !item.querySelector(".part")) {
        item.remove();
      }
    }
  }

  /** Everything that stands there, to be {@link resume}d by another page. */
  get turns() {
    return [...this.#turns.querySelectorAll(".part")].map(part => ({
      role: part.parentElement.dataset.role,
      id: part.parentElement.dataset.turn,
      seq: part.dataset.seq,
      text: part.textContent.trim(),
    }));
  }

  resume(turns) {
    turns.forEach(({ role, text, id, seq }) => this.#add(role, text, id, seq));
  }

  /** @param id empty for what is no turn */
  #add(role, text, id = "", seq = 0) {
    const { scrollHeight, scrollTop, clientHeight } = this.#turns;
    let item = this.#turns.lastElementChild;
    if (!id || item?.dataset.turn !== id) {
      item = document.createElement("li");
      item.dataset.role = role;
      item.dataset.turn = id;
      // Who speaks is seen by where it stands, and read out.
      const speaker = Object.assign(document.createElement("span"), { className: "unseen" });
      speaker.textContent = this.#names[role] ? `${this.#names[role]}: ` : "";
      item.append(speaker);
      this.#turns.append(item);
    }
    const part = Object.assign(document.createElement("span"), { className: "part" });
    part.dataset.seq = seq;
    item.append(part);
    write(part, text);
    if (id) {
      this.#parts.set(`${id} ${seq}`, part);
    }
    if (this.#turns.children.length > MOST_TURNS) {
      this.#turns.firstElementChild.remove();
    }
    if (this.#parts.size > MOST_TURNS) {
      this.#parts.delete(this.#parts.keys().next().value);
    }
    // Whoever reads what was said before goes on reading.
    if (scrollHeight - scrollTop - clientHeight < AT_END) {
      this.#showEnd();
    }
  }

  /** Not by scrollIntoView, which would scroll the page that this one stands in. */
  #showEnd() {
    this.#turns.scrollTop = this.#turns.scrollHeight;
  }
}

function write(part, text) {
  part.textContent = part.previousElementSibling.matches(".part") ? ` ${text}` : text;
}
