#!/usr/bin/env python3
"""A worker for Likeness in one file: claims builds over HTTP, reports, uploads, completes. Needs Python 3.8, nothing else.

Start the server with LIKENESS_JOB_WORKER_MODELS=essence-2, then

    python3 src/examples/worker.py --url http://localhost:8080 --key-file var/worker-key --models essence-2

Everything but build() is what any worker needs. build() is a stand-in for an engine: it packs the portrait it is given, or
a plain one, into an .imx file that is whole and verified but cannot move. Put yours there.
"""

import argparse
import hashlib
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


class Server:
    def __init__(self, url, key):
        self.url = url.rstrip("/")
        self.key = key

    def post(self, path, body, timeout=90):
        request = urllib.request.Request(self.url + path, json.dumps(body).encode(), method="POST",
                                         headers={"worker-key": self.key, "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refusal:
            message = json.load(refusal)["message"]
            if refusal.code == 409:
                raise Gone(message)
            raise RuntimeError("%s: %s" % (refusal.code, message))


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
        """Tells how far it is; raises Gone when nobody wants the result any more."""
        self._report({"progress": share, "step": step, "message": message})
        if self.gone:
            raise Gone(self.gone)

    def inputs(self):
        """The bytes of what is there to work with, by name."""
        files = {}
        for given in self.job["inputs"]:
            with urllib.request.urlopen(given["url"], timeout=60) as answer:
                files[given["name"]] = answer.read()
        return files

    def upload(self, name, data, content_type):
        """Good for one lease, so it is asked for right before it is used."""
        target = self.server.post(self.path + "/uploads", {
            "attempt": self.job["attempt"], "name": name, "content_type": content_type})
        put = urllib.request.Request(target["url"], data, method=target["method"], headers=target["headers"])
        urllib.request.urlopen(put, timeout=600).close()

    def complete(self):
        self.server.post(self.path + "/complete", {"attempt": self.job["attempt"]}, timeout=600)

    def fail(self, reason):
        self.server.post(self.path + "/fail", {"attempt": self.job["attempt"], "reason": reason})


def build(work, slow):
    """Makes what the job asks for. This one makes still pictures."""
    order = work.job["order"]
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
        except Gone as gone:
            print("stopped:", gone, flush=True)
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
            job = server.post("/v1/worker/claim", {"worker": chosen.name, "models": chosen.models.split(",")})["job"]
        except OSError as e:
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
