// The page's words, in the language of the document.
export const language = document.documentElement.lang;
export const locale = language === "sv" ? "sv-SE" : "en-GB";

const answer = await fetch(`/page/texts-${language}.json`);
const texts = await answer.json();

/** The text of that name with {names} filled in; of several names, the first that has a text. */
export function text(names, values = {}) {
  const name = [names].flat().find(one => one in texts);
  if (name === undefined) {
    return [names].flat().at(-1);
  }
  return texts[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

/** Whether there is a text of that name. */
export function hasText(name) {
  return name in texts;
}

/** A number as people of the language write it. */
export function number(value, digits = 0) {
  return value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Time on the air in ms, as seconds with one decimal. */
export function airSeconds(milliseconds) {
  return number(milliseconds / 1000, 1);
}
