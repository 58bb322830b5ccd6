// Reads .imx files over HTTP: table and manifest first, an entry when it is asked for. Nothing is given out that is not
// what the manifest says it is, and the manifest only as its seal has it. The format: src/docs/imx-format.md.

/** The table, the manifest and, as files are written today, the portrait. */
const HEAD = 160 * 1024;
const MOST_MANIFEST = 4 << 20;
const MOST_ENTRY = 64 << 20;
const CONTAINER = 2;
const MAJOR = "2";

export class ImxError extends Error {}

/** Lower-case hex; null where the page has no WebCrypto, as over plain HTTP from another machine. */
export async function sha256(...parts) {
  if (!globalThis.crypto?.subtle) {
    return null;
  }
  const digest = await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer());
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, "0")).join("");
}

async function check(what, expected, ...parts) {
  const found = await sha256(...parts);
  if (found !== null && found !== expected) {
    throw new ImxError(`altered: ${what} is not what it should be`);
  }
}

/** The bytes of one version of a file that lies elsewhere, in parts where its server gives parts. */
class Source {
  #url;
  #version;
  #head;
  size = null;

  static async open(url, expected) {
    const source = new Source();
    source.#url = url;
    const answer = await fetch(url, { headers: { Range: `bytes=0-${HEAD - 1}` } });
    source.#head = await bytesOf(answer);
    source.#version = answer.headers.get("ETag");
    if (answer.status === 206) {
      const total = Number(answer.headers.get("Content-Range")?.split("/")[1]);
      source.size = Number.isSafeInteger(total) ? total : null;
    } else {
      source.size = source.#head.length;
      if (expected) {
        await check("the file", expected, source.#head);
      }
    }
    return source;
  }

  async read(from, size) {
    if (from + size <= this.#head.length) {
      return this.#head.subarray(from, from + size);
    }
    if (this.size !== null && from + size > this.size) {
      throw new ImxError("truncated: it ends before its entries do");
    }
    const answer = await fetch(this.#url, { headers: { Range: `bytes=${from}-${from + size - 1}` } });
    if (answer.headers.get("ETag") !== this.#version) {
      throw new ImxError("altered: another version came while this one was read");
    }
    const bytes = await bytesOf(answer);
    const part = answer.status === 206 ? bytes : bytes.subarray(from, from + size);
    if (part.length !== size) {
      throw new ImxError("truncated: fewer bytes came than were asked for");
    }
    return part;
  }
}

async function bytesOf(answer) {
  if (!answer.ok) {
    throw new ImxError(`not to be had: HTTP ${answer.status}`);
  }
  return new Uint8Array(await answer.arrayBuffer());
}

export class ImxFile {
  #source;
  #rows;
  manifest;

  /** @param expected SHA-256 of the whole file, checked where it comes in one piece; in parts the seal vouches for it */
  static async open(url, expected) {
    const file = new ImxFile();
    file.#source = await Source.open(url, expected);
    const table = await file.#readTable();
    await file.#readManifest(table);
    return file;
  }

  async #readTable() {
    const start = await this.#source.read(0, 8);
    const view = new DataView(start.buffer, start.byteOffset, start.length);
    if (view.getUint32(0) !== 0x494d5800) {
      throw new ImxError("not an .imx file");
    }
    if (view.getUint16(4, true) !== CONTAINER) {
      throw new ImxError(`unsupported: container version ${view.getUint16(4, true)}, this page reads ${CONTAINER}`);
    }
    const names = new TextDecoder("utf-8", { fatal: true });
    this.#rows = new Map();
    let at = 8;
    for (let left = view.getUint16(6, true); left > 0; left--) {
      const length = new DataView((await this.#source.read(at, 2)).slice().buffer).getUint16(0, true);
      const row = (await this.#source.read(at + 2, length + 16)).slice();
      const numbers = new DataView(row.buffer, length);
      this.#rows.set(names.decode(row.subarray(0, length)), {
        offset: Number(numbers.getBigUint64(0, true)),
        size: Number(numbers.getBigUint64(8, true)),
      });
      at += 18 + length;
    }
    this.#checkRows(at, view.getUint16(6, true));
    return this.#source.read(0, at);
  }

  /** No byte belongs to nobody or to two. */
  #checkRows(tableEnd, count) {
    if (this.#rows.size !== count) {
      throw new ImxError("altered: a name is there twice");
    }
    let at = tableEnd;
    for (const { offset, size } of this.#rows.values()) {
      if (offset !== at) {
        throw new ImxError("altered: the entries do not follow each other");
      }
      at += size;
    }
    if (this.#source.size !== null && this.#source.size !== at) {
      throw new ImxError(this.#source.size < at ? "truncated: bytes are missing" : "altered: bytes are left over");
    }
  }

  async #readManifest(table) {
    const bytes = await this.#bytes("manifest.json", MOST_MANIFEST);
    const seal = new TextDecoder().decode(await this.#bytes("manifest.sha256", 64));
    await check("the manifest", seal, table, bytes);
    this.manifest = JSON.parse(new TextDecoder().decode(bytes));
    const { format_version: version, engine, engine_abi: abi } = this.manifest;
    if (version?.split(".")[0] !== MAJOR) {
      throw new ImxError(`unsupported: format version ${version}, this page reads ${MAJOR}`);
    }
    if (engine !== "likeness1" || abi !== 1) {
      throw new ImxError(`unsupported: made for the engine '${engine}' ${abi}, this page plays likeness1 1`);
    }
  }

  async #bytes(name, most) {
    const row = this.#rows.get(name);
    if (!row) {
      throw new ImxError(`altered: there is no ${name}`);
    }
    if (row.size > most) {
      throw new ImxError(`altered: ${name} is too large`);
    }
    return this.#source.read(row.offset, row.size);
  }

  has(name) {
    return this.#rows.has(name);
  }

  /** The bytes of an entry as a blob of its type, checked against the manifest. */
  async blob(name) {
    const entry = this.manifest.entries[name];
    const bytes = await this.#bytes(name, MOST_ENTRY);
    if (entry?.size !== bytes.length) {
      throw new ImxError(`altered: ${name} has another size than the manifest says`);
    }
    await check(name, entry.sha256, bytes);
    return new Blob([bytes], { type: entry.type ?? "" });
  }

  async json(name) {
    return JSON.parse(await (await this.blob(name)).text());
  }
}
