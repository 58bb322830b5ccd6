#!/usr/bin/env python3
"""A worker for Likeness in one file: claims builds over HTTP, reports, uploads, completes. Needs Python 3.8, nothing else.

Start the server with LIKENESS_JOB_WORKER_MODELS=essence-2, then

    python3 src/examples/worker.py --url http://localhost:8080 --key-file var/worker-key --models essence-2

Everything but build() is what any worker needs. build() is a stand-in for an engine: it packs the portrait it is given, or
a plain one, into an .imx file that is whole and verified but cannot move. Put yours there.
"""

import argparse
import hashlib
import http.client
import json
import os
import struct
import sys
import threading
import time
import urllib.error
import urllib.request
import zlib


class Gone(Exception):
    """The job was called off, or another attempt has taken over: stop, nothing more counts."""


class Away(Exception):
    """The server is away or busy: the same again will help."""


def request(method, url, data=None, headers=None, timeout=90):
    """The bytes of the answer. Away for whatever passes, Gone for 409, RuntimeError for what is wrong for good."""
    try:
        with urllib.request.urlopen(
                urllib.request.Request(url, data, headers or {}, method=method), timeout=timeout) as answer:
            return answer.read()
    except urllib.error.HTTPError as refusal:
        try:
            message = "%s: %s" % (refusal.code, json.load(refusal)["message"])
        except Exception:
            # A proxy before the server answers in words of its own.
            message = str(refusal)
        if refusal.code == 409:
            raise Gone(message)
        if refusal.code in (408, 429) or refusal.code >= 500:
            raise Away(message)
        raise RuntimeError(message)
    except (OSError, http.client.HTTPException) as e:
        raise Away(str(e) or type(e).__name__)


def patiently(action, seconds=900, stop=lambda: None):
    """Does it, again while the server is away, for that long. Whatever is done so may be repeated."""
    end = time.monotonic() + seconds
    pause = 1
    while True:
        try:
            return action()
        except Away as e:
            if time.monotonic() + pause > end:
                raise
            print("trying again in %d s: %s" % (pause, e), flush=True)
        time.sleep(pause)
        stop()
        pause = min(2 * pause, 30)


class Server:
    def __init__(self, url, key):
        self.url = url.rstrip("/")
        self.key = key

    def post(self, path, body, timeout=90):
        return json.loads(request("POST", self.url + path, json.dumps(body).encode(),
                                  {"worker-key": self.key, "Content-Type": "application/json"}, timeout))


class Work:
    """One job as this attempt holds it. A thread of its own keeps the lease, however busy build() is."""

    def __init__(self, server, job):
        self.server = server
        self.job = job
        self.path = "/v1/worker/jobs/" + job["job_id"]
        self.gone = None
        self.ended = threading.Event()
        threading.Thread(target=self._keep, daemon=True).start()

    def _keep(self):
        # Two renewals may be lost before the lease is.
        while not self.ended.wait(self.job["lease_seconds"] / 3):
            try:
                self._report({})
            except Exception as e:
                print("lease not renewed, trying again:", e, flush=True)

    def _report(self, body):
        answer = self.server.post(self.path + "/heartbeat", dict(body, attempt=self.job["attempt"]))
        if answer["status"] != "continue":
            self.gone = answer["status"]

    def progress(self, share, step, message):
        """Tells how far it is; raises Gone when nobody wants the result any more. A server that is away is told later."""
        try:
            self._report({"progress": share, "step": step, "message": message})
        except Away as e:
            print("not told:", e, flush=True)
        self._stop()

    def _stop(self):
        if self.gone:
            raise Gone(self.gone)

    def inputs(self):
        """The bytes of what is there to work with, by name."""
        return {given["name"]: patiently(lambda: request("GET", given["url"]), stop=self._stop)
                for given in self.job["inputs"]}

    def upload(self, name, data, content_type):
        """A URL is good for one lease, so it is asked for right before it is used, each time."""
        def put():
            target = self.server.post(self.path + "/uploads", {
                "attempt": self.job["attempt"], "name": name, "content_type": content_type})
            request(target["method"], target["url"], data, target["headers"], 600)
        patiently(put, stop=self._stop)

    def complete(self):
        # Not stopped by a heartbeat: when the answer was lost, the job is done and the lease over.
        patiently(lambda: self.server.post(self.path + "/complete", {"attempt": self.job["attempt"]}, 600))

    def fail(self, reason):
        patiently(lambda: self.server.post(self.path + "/fail", {"attempt": self.job["attempt"], "reason": reason}),
                  seconds=60)


def build(work, slow):
    """Makes what the job asks for. This one makes still pictures."""
    order = work.job["order"]
    if work.job["kind"] == "talking_video":
        # An engine says order["text"] with order["voice"], or lets the input "audio" be spoken, and uploads "video".
        raise RuntimeError("this worker makes no talking videos")
    files = work.inputs()
    work.progress(0.2, "voice_image", "Preparing the portrait")
    time.sleep(slow)
    picture = files.get("portrait") or files.get("image") or plain_png(512, 512)
    kind = "image/png" if picture[:4] == b"\x89PNG" else "image/jpeg"
    outputs = {output["name"] for output in work.job["outputs"]}
    if "portrait" in outputs:
        work.upload("portrait", picture, kind)
    models = [model for model in order["models"] if model in outputs]
    for number, model in enumerate(models):
        work.progress(0.7 + 0.29 * number / len(models), "lip_sync", "Building " + model)
        time.sleep(slow)
        work.upload(model, imx(model, {"portrait" + (".png" if kind == "image/png" else ".jpg"): picture}),
                    "application/octet-stream")
    work.progress(0.99, "lip_sync", "Finishing")


def imx(model, entries):
    """An .imx file: src/docs/imx-format.md."""
    least = 1 << 20
    padding = least - sum(len(data) for data in entries.values())
    if padding > 0:
        entries = dict(entries, **{"padding.bin": bytes(padding)})
    manifest = json.dumps({
        "engine": "example-still", "engine_abi": 1, "format_version": "2.0", "model": model, "model_version": "1.0",
        "entries": {name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
                    for name, data in entries.items()},
    }, sort_keys=True, separators=(",", ":")).encode()
    sizes = [("manifest.json", len(manifest)), ("manifest.sha256", 64)] + [(n, len(d)) for n, d in entries.items()]
    offset = 8 + sum(18 + len(name.encode()) for name, _ in sizes)
    table = b"IMX\0" + struct.pack("<HH", 2, len(sizes))
    for name, size in sizes:
        table += struct.pack("<H", len(name.encode())) + name.encode() + struct.pack("<QQ", offset, size)
        offset += size
    return table + manifest + hashlib.sha256(table + manifest).hexdigest().encode() + b"".join(entries.values())


def plain_png(width, height):
    """A grey picture, for orders without one."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    rows = (b"\0" + b"\x80\x80\x80" * width) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def run(server, job, slow):
    print("claimed %s: %s for %s, attempt %d" % (job["job_id"], job["model"], job["agent_code"], job["attempt"]),
          flush=True)
    work = Work(server, job)
    try:
        build(work, slow)
        work.complete()
        print("done", flush=True)
    except Gone as e:
        print("stopped:", e, flush=True)
    except Exception as e:
        print("failed:", e, flush=True)
        try:
            work.fail("the worker could not build it")
        except Exception as trouble:
            # Its lease will run out, and somebody takes it over.
            print("stopped:", trouble, flush=True)
    finally:
        work.ended.set()


def main():
    options = argparse.ArgumentParser(description="Builds avatars for a Likeness server.")
    options.add_argument("--url", default="http://localhost:8080")
    options.add_argument("--key", default=os.environ.get("LIKENESS_WORKER_KEY"))
    options.add_argument("--key-file", default="var/worker-key")
    options.add_argument("--models", default="essence-2", help="divided by commas")
    options.add_argument("--name", default="example-%d" % os.getpid())
    options.add_argument("--once", action="store_true", help="end after one job")
    options.add_argument("--slow", type=float, default=0, help="seconds a step takes at least, to watch it")
    chosen = options.parse_args()
    key = chosen.key or open(chosen.key_file).read().strip()
    server = Server(chosen.url, key)
    while True:
        try:
            # The server fetches the job's inputs before it answers, which may take minutes.
            job = server.post("/v1/worker/claim", {"worker": chosen.name, "models": chosen.models.split(",")}, 300)["job"]
        except Away as e:
            print("the server is away:", e, flush=True)
            time.sleep(2)
            continue
        if job:
            run(server, job, chosen.slow)
            if chosen.once:
                return


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
