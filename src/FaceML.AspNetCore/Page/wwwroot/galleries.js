// The galleries that the key may see, in every view that offers a choice of them.

import { path, Problem, request } from "./api.js";
import { byId, el, showError } from "./dom.js";
import { count } from "./format.js";

const choices = [];
let known = [];

/** A choice of gallery: a `select`, the place for errors, and what to do with another choice. */
export function offerGalleries(select, place, changed = () => {}) {
  choices.push({ select, place, changed });
  select.addEventListener("change", () => changed(select.value));
}

/** Reads the galleries anew, and chooses one where it is named. */
export async function loadGalleries(chosen) {
  let problem = null;
  try {
    known = await request(path(["galleries"]));
  } catch (error) {
    known = [];
    problem = error;
  }

  for (const { select, place, changed } of choices) {
    const before = chosen ?? select.value;
    select.replaceChildren(...known.length === 0 ? [el("option", { value: "", text: "No gallery" })] : known.map(gallery =>
      el("option", { value: gallery.id, text: `${gallery.id} (${count(gallery.people ?? 0, "person", "people")})` })));
    if (known.some(gallery => gallery.id === before)) {
      select.value = before;
    }

    select.disabled = known.length === 0;
    showError(place, problem);
    changed(select.value);
  }

  for (const hint of document.querySelectorAll(".no-gallery")) {
    hint.hidden = problem !== null || known.length > 0;
  }
}

/** The gallery that a view has chosen; an error says what to do where there is none. */
export function chosenGallery(id) {
  const { value } = byId(id);
  if (!value) {
    throw new Problem("A gallery must be chosen; there is none yet. Create one in the Gallery view.");
  }

  return value;
}
