// The server's clock as this page knows it, and how times are written.
let offset = 0;

/** Takes the server's time from a pulse. */
export function setServerTime(unixMilliseconds) {
  offset = unixMilliseconds - Date.now();
}

/** The server's time now, in Unix milliseconds. */
export function serverNow() {
  return Date.now() + offset;
}

const timeOfDay = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Stockholm", hour: "2-digit", minute: "2-digit", second: "2-digit",
});

/** The time of day in Sweden. */
export function formatTimeOfDay(unixMilliseconds) {
  return timeOfDay.format(new Date(unixMilliseconds));
}

const two = number => String(number).padStart(2, "0");

/** A length of time as lists show it: 02:05, 1:02:05, 3 d 04 h. Never negative. The server writes it the same way. */
export function formatLength(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  if (hours === 0) {
    return `${two(minutes)}:${two(seconds % 60)}`;
  }
  return hours < 24
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${Math.floor(hours / 24)} d ${two(hours % 24)} h`;
}

/** Roughly how long: 12 s, 3 min, 5 h, 2 d. */
export function formatRough(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}
