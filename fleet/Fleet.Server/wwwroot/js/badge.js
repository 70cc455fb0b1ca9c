// The number of waiting alarms in the page's title and icon, for an operator who looks at another tab.
let waiting = 0;
let isBlind = false;
let drawn = "";

const prefix = /^(\(\d+\)|⚠ [^–]*–) /u;

/** Shows how many alarms nobody has claimed. */
export function setWaiting(count) {
  waiting = count;
  draw();
}

/** Shows that the page sees nothing. */
export function setBlindTitle(blind) {
  isBlind = blind;
  draw();
}

function draw() {
  const plain = document.title.replace(prefix, "");
  const title = isBlind
    ? `⚠ ${document.body.dataset.blindTitle} – ${plain}`
    : waiting > 0 ? `(${waiting}) ${plain}` : plain;
  if (document.title !== title) {
    document.title = title;
  }
  drawIcon();
}

function drawIcon() {
  const label = isBlind ? "!" : waiting > 99 ? "99" : waiting > 0 ? String(waiting) : "";
  if (label === drawn) {
    return;
  }
  drawn = label;
  const link = document.querySelector("link[rel=icon]");
  link.dataset.plain ??= link.href;
  if (label === "") {
    link.type = "image/svg+xml";
    link.href = link.dataset.plain;
    return;
  }
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 64;
  const pen = canvas.getContext("2d");
  pen.fillStyle = isBlind ? "#000" : "#b3261e";
  pen.beginPath();
  pen.arc(32, 32, 32, 0, 2 * Math.PI);
  pen.fill();
  pen.fillStyle = "#fff";
  pen.font = `bold ${label.length > 1 ? 38 : 48}px sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(label, 32, 35);
  link.type = "image/png";
  link.href = canvas.toDataURL("image/png");
}
