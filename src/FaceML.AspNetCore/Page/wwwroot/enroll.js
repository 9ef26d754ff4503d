// Images of one person into a gallery, with a reason for each that is not enrolled.

import { form, path, Problem, request } from "./api.js";
import { announce, busy, button, byId, el, fill, icon } from "./dom.js";
import { bytes, count } from "./format.js";
import { chosenGallery, loadGalleries } from "./galleries.js";
import { decode, ImageSource, unread } from "./images.js";

const outcomes = {
  waiting: { kind: "", icon: "wait", title: "Waiting" },
  working: { kind: "", icon: "wait", title: "Being enrolled …" },
  enrolled: { kind: "yes", icon: "check", title: "Enrolled" },
  alreadyEnrolled: { kind: "maybe", icon: "check", title: "Already enrolled" },
  refused: { kind: "no", icon: "cross", title: "Not enrolled" },
};

let entries = [];

/** Connects the view. */
export function connectEnroll() {
  const place = byId("enroll-images");
  const source = new ImageSource({ label: "Images of the person", multiple: true, take: add });
  place.classList.add("slot");
  place.append(
    el("div", { class: "slot-head" }, el("h2", { text: "Images" })),
    source.drop, source.input, el("div", { class: "actions" }, source.camera));
  source.accept(place);

  const start = byId("enroll-start");
  byId("enroll-form").addEventListener("submit", event => {
    event.preventDefault();
    busy(start, byId("enroll-error"), enroll);
  });
  byId("enroll-clear").addEventListener("click", () => {
    entries.forEach(entry => entry.image.bitmap?.close());
    entries = [];
    byId("enroll-summary").textContent = "";
    showEntries();
    source.drop.focus();
  });
  showEntries();
}

async function add(files) {
  const added = files.map(file => ({ image: unread(file), row: el("li", { class: "entry" }) }));
  added.forEach(entry => mark(entry, "waiting", ""));
  entries.push(...added);
  showEntries();
  announce(`${count(entries.length, "image")} chosen.`);
  for (const entry of added) {
    const image = await decode(entry.image.file);
    if (entries.includes(entry)) {
      entry.image = image;
      mark(entry, entry.outcome, entry.message);
    } else {
      image.bitmap?.close();
    }
  }
}

function showEntries() {
  byId("enroll-list").replaceChildren(...entries.map(entry => entry.row));
  byId("enroll-clear").hidden = entries.length === 0;
}

async function enroll() {
  const gallery = chosenGallery("enroll-gallery");
  const person = byId("enroll-person").value.trim();
  if (person === "") {
    byId("enroll-person").focus();
    throw new Problem("The person's id must not be empty.");
  }

  const waiting = entries.filter(entry => entry.outcome !== "enrolled" && entry.outcome !== "alreadyEnrolled");
  if (waiting.length === 0) {
    throw new Problem("At least one image must be chosen that is not enrolled yet.");
  }

  const query = {
    name: byId("enroll-name").value.trim(),
    face: byId("enroll-face").value,
    consent: byId("enroll-consent").value.trim(),
    expires: byId("enroll-expires").value && `${byId("enroll-expires").value}T00:00:00Z`,
  };
  const address = path(["galleries", gallery, "people", person, "images"], query);
  let enrolled = 0;
  for (const entry of waiting) {
    mark(entry, "working", "");
    try {
      const done = await request(address, { method: "POST", body: form({ image: entry.image.file }) });
      const outcome = done.status === "alreadyEnrolled" ? "alreadyEnrolled" : "enrolled";
      enrolled += outcome === "enrolled" ? 1 : 0;
      mark(entry, outcome, done.message ?? "");
    } catch (error) {
      const way = error.code === "severalFaces" ? " Choose which one under \"Face to enroll\"." : "";
      mark(entry, "refused", error.message + way);
      // What every further image would be refused for as well.
      if ([0, 401, 403, 404, 429, 503].includes(error.status)) {
        waiting.filter(other => other.outcome === "working").forEach(other => mark(other, "waiting", ""));
        throw error;
      }
    }
  }

  const why = waiting.some(entry => entry.outcome === "refused") ? " The list says why the others were not." : "";
  const summary = `${enrolled} of ${count(waiting.length, "image")} enrolled as ${query.name || person}.${why}`;
  byId("enroll-summary").textContent = summary;
  announce(summary);
  await loadGalleries();
}

function mark(entry, outcome, message) {
  Object.assign(entry, { outcome, message });
  const { kind, icon: drawing, title } = outcomes[outcome];
  const { image } = entry;
  const repeats = message.startsWith(title);
  const remove = button("", () => {
    entry.image.bitmap?.close();
    entries = entries.filter(other => other !== entry);
    showEntries();
    (document.querySelector("#enroll-list button") ?? byId("enroll-person")).focus();
  }, { class: "quiet", title: "Remove from this list", "aria-label": `Remove ${image.name} from this list` });
  remove.append(icon("cross"));
  entry.row.className = `entry ${kind}`;
  fill(
    entry.row,
    thumbnail(image),
    el("div", { class: "entry-words" },
      el("p", { class: "entry-name", text: image.name }, el("span", { class: "minor", text: ` ${bytes(image.file.size)}` })),
      el("p", { class: "entry-state" }, icon(drawing), el("b", { text: repeats ? message : title }),
        message && !repeats ? el("span", { text: message }) : null)),
    outcome === "working" ? null : remove);
}

function thumbnail({ bitmap }) {
  if (!bitmap) {
    return el("span", { class: "thumbnail" }, icon("image"));
  }

  const canvas = el("canvas", { class: "thumbnail", "aria-hidden": "true", width: 128, height: 128 });
  const side = Math.min(bitmap.width, bitmap.height);
  canvas.getContext("2d").drawImage(
    bitmap, (bitmap.width - side) / 2, (bitmap.height - side) / 2, side, side, 0, 0, canvas.width, canvas.height);
  return canvas;
}
