// What the hub sounds like: a short run of notes for each signal, and its phrases read aloud.
import { byId, setHidden } from "./dom.js";
import { locale, text } from "./texts.js";

// Notes are frequency (Hz) and length (s).
const signals = {
  pressHeard: [[880, 0.12], [1175, 0.18]],
  walkTestAnswer: [[1320, 0.15]],
  pairingOpened: [[523, 0.12], [659, 0.12], [784, 0.18]],
  paired: [[784, 0.12], [784, 0.12], [1047, 0.3]],
  refused: [[220, 0.25], [196, 0.4]],
  pairingClosed: [[784, 0.12], [659, 0.12], [523, 0.18]],
};
// Signals that the hub puts into words itself.
const spokenSignals = ["pairingOpened", "paired", "refused", "pairingClosed"];
const volume = 0.15;
const pauseSeconds = 0.04;
const preferenceName = "valfardshub.sound";

let context = null;
let isOn = localStorage.getItem(preferenceName) === "on";

/** Makes the buttons of the sound ready. */
export function startSound() {
  const canSpeak = "speechSynthesis" in window;
  setHidden(byId("speech-label"), !canSpeak);
  setHidden(byId("no-speech"), canSpeak);
  const box = byId("sound");
  box.checked = isOn;
  box.addEventListener("change", () => {
    isOn = box.checked;
    localStorage.setItem(preferenceName, isOn ? "on" : "off");
    unlock();
    beep("walkTestAnswer");
  });
  // A browser lets a page sound only after a click or a key.
  for (const kind of ["pointerdown", "keydown"]) {
    document.addEventListener(kind, unlock, { capture: true });
  }
}

/** The hub gives a signal or says a phrase. */
export function play({ what, word }) {
  if (what === "sound") {
    beep(word);
  }
  const isInWords = what === "phrase" || !spokenSignals.includes(word);
  if (isInWords && isOn && byId("speech").checked && "speechSynthesis" in window) {
    const utterance = new SpeechSynthesisUtterance(text(`${what}.${word}`));
    utterance.lang = locale;
    speechSynthesis.speak(utterance);
  }
}

function unlock() {
  if (isOn) {
    context ??= new AudioContext();
    context.resume();
  }
}

function beep(signal) {
  if (!isOn || context === null || !(signal in signals)) {
    return;
  }
  let at = context.currentTime + 0.02;
  for (const [frequency, seconds] of signals[signal]) {
    const tone = new OscillatorNode(context, { frequency, type: "triangle" });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(volume, at + 0.01);
    gain.gain.setValueAtTime(volume, at + seconds - 0.02);
    gain.gain.linearRampToValueAtTime(0, at + seconds);
    tone.connect(gain).connect(context.destination);
    tone.start(at);
    tone.stop(at + seconds);
    at += seconds + pauseSeconds;
  }
}
