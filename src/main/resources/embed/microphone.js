// What the visitor says, as the room wants it: 16 bits a sample, 16,000 a second, in pieces of 100 ms.

export class Microphone {
  #stream;
  #sound;

  /** Asks the visitor; refused or absent, it throws what the browser says. */
  static async open(send) {
    const microphone = new Microphone();
    microphone.#stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
    });
    try {
      // Of its own: not every browser lets a microphone into a context of another rate.
      microphone.#sound = new AudioContext();
      await microphone.#sound.audioWorklet.addModule(new URL("microphone-worklet.js", import.meta.url));
      const worklet = new AudioWorkletNode(microphone.#sound, "pieces", { numberOfInputs: 1, numberOfOutputs: 1 });
      worklet.port.onmessage = ({ data }) => send(data);
      // It gives out silence; but what leads nowhere is not run everywhere.
      microphone.#sound.createMediaStreamSource(microphone.#stream).connect(worklet).connect(microphone.#sound.destination);
      return microphone;
    } catch (failed) {
      microphone.close();
      throw failed;
    }
  }

  close() {
    this.#stream.getTracks().forEach(track => track.stop());
    this.#sound?.close();
  }
}
