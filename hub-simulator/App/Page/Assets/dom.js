// Makes and changes elements, and touches the document only where something is new.
const svgSpace = "http://www.w3.org/2000/svg";

/** Makes an element; properties are attributes, functions are listeners, null and false leave one out. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") {
      element.addEventListener(name, value);
    } else {
      setAttribute(element, name, value);
    }
  }
  element.append(...children.filter(child => child !== null));
  return element;
}

/** Makes a picture that uses a symbol of the sheet. */
export function icon(name) {
  const svg = document.createElementNS(svgSpace, "svg");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("viewBox", "0 0 24 24");
  const use = document.createElementNS(svgSpace, "use");
  use.setAttribute("href", `/page/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

export function byId(id) {
  return document.getElementById(id);
}

export function setText(element, value) {
  if (element.textContent !== value) {
    element.textContent = value;
  }
}

export function setHidden(element, isHidden) {
  if (element.hidden !== isHidden) {
    element.hidden = isHidden;
  }
}

export function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

export function setData(element, name, value) {
  if (element.dataset[name] !== String(value)) {
    element.dataset[name] = String(value);
  }
}
