// What is said, to be read: the caption of the moment, which a screen reader reads out, and the conversation.

const MOST_TURNS = 200;

export class Talk {
  #turns;
  #caption;
  #status;
  #names;
  #unconfirmed = [];

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

  /** What the visitor wrote, before the room has repeated it. */
  said(id, text) {
    this.#unconfirmed.push({ id, text });
    this.status("");
    this.#add("user", text);
  }

  turn(id, role, text) {
    const own = role === "user" ? this.#unconfirmed.findIndex(said => said.id === id || said.text === text) : -1;
    if (own >= 0) {
      this.#unconfirmed.splice(own, 1);
    } else {
      this.#add(role, text);
    }
  }

  #add(role, text) {
    const item = document.createElement("li");
    item.dataset.role = role;
    // Who speaks is seen by where it stands, and read out.
    const speaker = Object.assign(document.createElement("span"), { className: "unseen" });
    speaker.textContent = this.#names[role] ? `${this.#names[role]}: ` : "";
    item.append(speaker, text);
    this.#turns.append(item);
    if (this.#turns.children.length > MOST_TURNS) {
      this.#turns.firstElementChild.remove();
    }
    item.scrollIntoView({ block: "nearest" });
  }
}
