// Helps with a device's label: groups what is typed or pasted, and reads the QR code where the browser can.
const codeLength = 32;
const groupLength = 4;
const lookEveryMilliseconds = 200;

let stream = null;

/** Whether this browser can read a QR code by itself. */
function canScan() {
  return "BarcodeDetector" in window && Boolean(navigator.mediaDevices?.getUserMedia);
}

function significant(text) {
  return text.toUpperCase().replace(/^\s*VH1:/, "").replace(/[^0-9A-Z]/g, "");
}

function grouped(text) {
  return significant(text).slice(0, codeLength).match(/.{1,4}/g)?.join("-") ?? "";
}

/** Writes the groups, with the caret after the same character as before. */
function tidy(field) {
  const before = significant(field.value.slice(0, field.selectionStart)).length;
  const text = grouped(field.value);
  if (text === field.value) {
    return;
  }
  field.value = text;
  const caret = before + Math.max(0, Math.ceil(before / groupLength) - 1);
  field.setSelectionRange(caret, caret);
}

function fill(code) {
  const field = document.querySelector("[data-label]");
  if (field) {
    field.value = grouped(code);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }
}

function stop() {
  for (const track of stream?.getTracks() ?? []) {
    track.stop();
  }
  stream = null;
  const dialog = document.querySelector("[data-scan-dialog]");
  if (dialog?.open) {
    dialog.close();
  }
}

async function look(detector, video) {
  while (stream && video.isConnected) {
    const found = await detector.detect(video);
    const code = found.map(one => one.rawValue).find(value => significant(value).length === codeLength);
    if (code) {
      stop();
      fill(code);
      return;
    }
    await new Promise(resolve => setTimeout(resolve, lookEveryMilliseconds));
  }
  stop();
}

async function scan() {
  if (stream) {
    return;
  }
  const failed = document.querySelector("[data-scan-failed]");
  const dialog = document.querySelector("[data-scan-dialog]");
  const video = dialog.querySelector("[data-scan-video]");
  failed.hidden = true;
  try {
    const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    dialog.showModal();
    await video.play();
    await look(detector, video);
  } catch (error) {
    // No camera, or the person said no: the code can be typed. Stopped by hand is no failure.
    stop();
    failed.hidden = error.name === "AbortError";
  }
}

/** Starts listening. */
export function startLabel() {
  document.documentElement.dataset.canScan = canScan() ? "yes" : "no";
  // Before the server's side hears of it, so that it hears of the groups.
  document.addEventListener("input", event => {
    if (event.target.matches?.("[data-label]")) {
      tidy(event.target);
    }
  }, true);
  document.addEventListener("click", event => {
    if (event.target.closest?.("[data-scan]")) {
      scan();
    } else if (event.target.closest?.("[data-scan-stop]")) {
      stop();
    }
  });
  document.addEventListener("cancel", event => {
    if (event.target.matches?.("[data-scan-dialog]")) {
      stop();
    }
  }, true);
}
