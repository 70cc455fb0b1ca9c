// The alarm sound: made here, looping until somebody has claimed the alarm.
import { showBanner } from "./banners.js";
import { onBeat } from "./beat.js";
import { serverNow } from "./clock.js";
import { preference } from "./preferences.js";

// Notes are frequency (Hz) and length (s). A person's alarm is high and quick, a technical one low and slow.
const patterns = {
  person: { wave: "triangle", notes: [[880, 0.16], [1175, 0.16], [880, 0.16], [1175, 0.24]], everySeconds: 1.6 },
  technical: { wave: "sine", notes: [[392, 0.28], [330, 0.42]], everySeconds: 4 },
};

const longestMuteMilliseconds = 60000;

let context = null;
let wanted = "none";
let isBlind = false;
let mutedUntil = 0;
let ownMuteUntil = 0;
let nextAt = 0;
let playing = "none";

/** Makes ready, and tells when the browser does not let the page make a sound. */
export function startSound() {
  document.documentElement.dataset.sound = playing;
  context = new AudioContext();
  context.addEventListener("statechange", showState);
  // Any click or key is what browsers wait for.
  for (const kind of ["pointerdown", "keydown"]) {
    document.addEventListener(kind, () => context.state !== "running" && context.resume(), { capture: true });
  }
  context.resume();
  setTimeout(showState, 300);
  onBeat(beat);
}

/** Takes from the server which sound to loop and until when it is muted (Unix milliseconds, 0 for not). */
export function setSound(sound, until) {
  wanted = sound;
  mutedUntil = until;
  beat();
}

/** A page without contact sounds like a technical alarm, or goes on with the person's alarm it last knew of. */
export function setBlindSound(blind) {
  isBlind = blind;
  if (!blind) {
    ownMuteUntil = 0;
  }
  beat();
}

/** Mutes without the server's help: for a page without contact. */
export function quiet() {
  ownMuteUntil = Date.now() + longestMuteMilliseconds;
  beat();
}

/** Once more, though the case may be claimed: the trigger was pressed again. */
export function burst() {
  play("person");
}

/** Plays a sound for the operator to know it. */
export async function tryOut(sound) {
  await context.resume();
  play(sound);
}

/** The operator allows the sound. */
export async function unblock() {
  await context.resume();
  showState();
}

function isMuted() {
  return mutedUntil > serverNow() || ownMuteUntil > Date.now();
}

function beat() {
  const sound = isMuted() ? "none" : wanted !== "none" ? wanted : isBlind ? "technical" : "none";
  if (sound !== playing) {
    playing = sound;
    nextAt = 0;
    document.documentElement.dataset.sound = sound;
  }
  if (sound !== "none" && context.state === "running" && context.currentTime >= nextAt) {
    play(sound);
    nextAt = context.currentTime + patterns[sound].everySeconds - 0.25;
  }
}

function play(sound) {
  const pattern = patterns[sound];
  let at = context.currentTime + 0.02;
  for (const [frequency, length] of pattern.notes) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.type = pattern.wave;
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(Number(preference("volume")) / 100, at + 0.02);
    volume.gain.setValueAtTime(Number(preference("volume")) / 100, at + length - 0.03);
    volume.gain.linearRampToValueAtTime(0, at + length);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + length);
    at += length;
  }
  document.documentElement.dataset.played = sound;
}

function showState() {
  const isRunning = context.state === "running";
  document.documentElement.dataset.audio = isRunning ? "running" : "blocked";
  showBanner(document.getElementById("sound-blocked"), !isRunning);
}
