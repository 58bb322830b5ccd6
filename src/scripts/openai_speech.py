"""Asks a server to speak by OpenAI's own package, in every format, whole and streamed.

    pip install openai
    python src/scripts/openai_speech.py http://localhost:8080 "$(cat var/api-secret)"
"""
import io
import sys
import time
import wave

import openai

origin, secret = sys.argv[1:]
client = openai.OpenAI(base_url=origin + "/v1", api_key=secret, max_retries=0)
TEXT = "The quick brown fox jumps over the lazy dog. On May 5th it cost $3.20. "
SIGNS = {"wav": b"RIFF", "opus": b"OggS", "flac": b"fLaC", "mp3": b"ID3", "aac": b"\xff", "pcm": b""}

for name, sign in SIGNS.items():
    said = client.audio.speech.create(model="tts-1", voice="alloy", input=TEXT, response_format=name).content
    assert said.startswith(sign) and len(said) > 10_000, (name, said[:8], len(said))
    print(f"{name}: {len(said)} bytes")

with wave.open(io.BytesIO(client.audio.speech.create(model="gpt-4o-mini-tts", voice="onyx", input=TEXT,
                                                     response_format="wav").content)) as sound:
    assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (24_000, 1, 2)
    print(f"wav: {sound.getnframes() / 24_000:.2f} s")

start = time.monotonic()
with client.audio.speech.with_streaming_response.create(model="tts-1", voice="nova", input=TEXT * 20,
                                                        response_format="pcm") as answer:
    pieces = answer.iter_bytes(4096)
    next(pieces)
    print(f"first bytes after {1000 * (time.monotonic() - start):.0f} ms")
    length = 4096 + sum(len(piece) for piece in pieces)
print(f"{length / 48_000:.0f} s of sound in {time.monotonic() - start:.1f} s")

try:
    client.audio.speech.create(model="tts-1", voice="nobody", input="Hello.")
    raise AssertionError("an unknown voice spoke")
except openai.BadRequestError as refusal:
    print(refusal.message)
