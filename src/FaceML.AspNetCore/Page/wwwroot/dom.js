// Elements, icons, messages: what every view builds from. Text always enters as text, never as markup.

const drawings = {
  check: "M5 12.5l4.5 4.5L19 7.5",
  cross: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  question: "M9 9.2a3 3 0 1 1 4.3 2.7c-.9.5-1.3 1-1.3 2.1M12 17.2v.1",
  warning: "M12 4l9 16H3zM12 10v4.5M12 17.2v.1",
  camera: "M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 16.5a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6z",
  image: "M4 5h16v14H4zM4 16l4.5-4.5 3.5 3.5 3-3L20 17M15.5 9.2v.1",
  wait: "M12 7v5l3 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z",
};

/**
 * Makes an element.
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes] Attributes; `on…` adds a listener, `class` and `text` do what they say.
 * @param {...(Node|string|null|undefined|false)} children
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }

    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (name === "text") {
      element.textContent = String(value);
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }

  element.append(...present(children));
  return element;
}

/** Replaces what an element holds; children that are absent are left out. */
export function fill(element, ...children) {
  element.replaceChildren(...present(children));
}

const present = children => children.filter(child => child !== null && child !== undefined && child !== false);

/** The element with this id. */
export const byId = id => document.getElementById(id);

/** A drawing beside words; alone it says nothing, so it is hidden from screen readers. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", drawings[name]);
  svg.append(path);
  return svg;
}

/** A button with words. */
export const button = (text, onclick, attributes = {}) => el("button", { type: "button", text, onclick, ...attributes });

/** A list of terms; entries without a value are left out. */
export function terms(entries, attributes = {}) {
  const list = el("dl", attributes);
  for (const [term, value] of entries) {
    if (value !== undefined && value !== null && value !== "") {
      list.append(el("dt", { text: term }), el("dd", {}, value instanceof Node ? value : String(value)));
    }
  }

  return list;
}

/** A date, with the exact one behind it. */
export function time(text, style = { dateStyle: "medium", timeStyle: "short" }) {
  const date = new Date(text);
  return Number.isNaN(date.getTime())
    ? String(text)
    : el("time", { datetime: text, title: text, text: date.toLocaleString("en-US", style) });
}

/** Says something to screen readers without moving the focus. */
export function announce(text) {
  const region = byId("live");
  region.textContent = "";
  // A frame later: a region that is emptied and filled at once is often not read.
  requestAnimationFrame(() => { region.textContent = text; });
}

/** Shows a refusal next to what caused it; null removes it. */
export function showError(place, error) {
  place.replaceChildren();
  if (error) {
    place.append(icon("warning"), el("span", { text: error.message }));
  }
}

/** Runs what a button starts: the button is busy meanwhile, and a refusal is shown in its place. */
export async function busy(starter, place, work) {
  if (starter.getAttribute("aria-busy") === "true") {
    return;
  }

  showError(place, null);
  starter.setAttribute("aria-busy", "true");
  try {
    await work();
  } catch (error) {
    showError(place, error);
    if (error.name !== "Problem") {
      console.error(error);
    }
  } finally {
    starter.removeAttribute("aria-busy");
  }
}
