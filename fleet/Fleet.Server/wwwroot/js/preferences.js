// What this seat prefers, kept in this browser: theme, volume, single keys.
const defaults = { theme: "auto", volume: "70", singleKeys: "true" };
const listeners = {};

/** The preference's value; switches are true or false. */
export function preference(name) {
  let value = null;
  try {
    value = localStorage.getItem(`fleet.${name}`);
  } catch {
    // Storage is off; the default stands.
  }
  value ??= defaults[name];
  return value === "true" ? true : value === "false" ? false : value;
}

/** Calls the listener when the preference changes. */
export function onPreference(name, listener) {
  listeners[name] = listener;
}

/** Shows the preferences in their controls. */
export function syncPreferences() {
  for (const control of document.querySelectorAll("[data-pref]")) {
    const value = preference(control.dataset.pref);
    if (control.type === "checkbox") {
      control.checked = value;
    } else {
      control.value = value;
    }
  }
}

/** Starts listening to the controls. */
export function startPreferences() {
  document.addEventListener("input", event => {
    const name = event.target.dataset?.pref;
    if (!name) {
      return;
    }
    const value = event.target.type === "checkbox" ? event.target.checked : event.target.value;
    try {
      localStorage.setItem(`fleet.${name}`, String(value));
    } catch {
      // Storage is off: it holds until the page is closed at most.
    }
    listeners[name]?.(value);
  });
  onPreference("theme", () => window.fleetApplyTheme());
  syncPreferences();
}
