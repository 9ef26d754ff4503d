// One image and a gallery: who is on it.

import { form, path, Problem, request } from "./api.js";
import { announce, busy, byId, el, fill, icon } from "./dom.js";
import { cropFace } from "./draw.js";
import { called, count, quality, score } from "./format.js";
import { chosenGallery } from "./galleries.js";
import { scoreBar } from "./scale.js";
import { ImageSlot } from "./slot.js";

const decisions = {
  identified: { kind: "yes", icon: "check", text: "identified" },
  unknown: { kind: "no", icon: "cross", text: "No person of the gallery reaches the threshold" },
  undecided: { kind: "maybe", icon: "question", text: "The score lies where nothing is decided" },
  notRecognizable: { kind: "maybe", icon: "warning", text: "The quality is too low for a decision" },
};

const candidateWords = { match: "match", noMatch: "no match", uncertain: "undecided" };

let slot = null;
let turn = 0;

/** Connects the view. */
export function connectIdentify() {
  slot = new ImageSlot(byId("identify-image"), "Image", forget);
  byId("identify-gallery").addEventListener("change", forget);
  const start = byId("identify-start");
  start.addEventListener("click", () => busy(start, byId("identify-error"), identify));
}

function forget() {
  turn++;
  byId("identify-result").replaceChildren();
  byId("identify-error").replaceChildren();
  slot.mark([], "");
}

async function identify() {
  const gallery = chosenGallery("identify-gallery");
  await slot.settled();
  if (!slot.image) {
    slot.source.drop.focus();
    throw new Problem("An image must be chosen first.");
  }

  const mine = ++turn;
  const { file } = slot.image;
  const result = await request(
    path(["galleries", gallery, "identify"], { top: byId("identify-top").value }), { method: "POST", body: form({ image: file }) });
  if (mine === turn) {
    show(result.faces, gallery);
  }
}

const titles = { unknown: "Unknown", undecided: "Undecided", notRecognizable: "Too low quality" };
const title = face => titles[face.decision] ?? called(face) ?? titles.undecided;

const drawn = (faces, strong = -1) => faces.map((face, index) => ({
  box: face.box,
  label: `${index + 1} ${title(face)}`,
  short: `${index + 1}`,
  kind: face.decision === "identified" ? "known" : "unknown",
  strong: index === strong,
}));

function show(faces, gallery) {
  const summary = faces.length === 0
    ? "No face found."
    : `${count(faces.length, "face")}: ${faces.map((face, index) => `${index + 1} ${title(face)}`).join(", ")}.`;
  slot.mark(drawn(faces), summary);
  const heading = el("h2", { tabindex: -1, text: faces.length === 0 ? "No face found" : `${count(faces.length, "face")} on the image` });
  fill(
    byId("identify-result"),
    heading,
    el("ol", { class: "faces" }, ...faces.map((face, index) => card(face, index, faces))),
    grounds(faces, gallery));
  announce(summary);
  heading.focus({ preventScroll: true });
}

function card(face, index, faces) {
  const decision = decisions[face.decision] ?? decisions.undecided;
  const text = elsewhere(face, faces) ?? decision.text;
  const value = quality(face.quality);
  return el("li", {
    class: `face ${decision.kind}`,
    onpointerenter: () => slot.mark(drawn(faces, index)),
    onpointerleave: () => slot.mark(drawn(faces)),
  },
  slot.image.bitmap ? cropFace(slot.image.bitmap, face.box) : null,
  el("div", { class: "face-words" },
    el("h3", {}, icon(decision.icon), el("span", { class: "badge", text: `${index + 1}` }), el("span", { text: title(face) })),
    el("p", { class: "note", text: `${face.decision === "identified" ? `Id ${face.person}, ${text}` : text}`
      + `${value ? `; quality ${value}` : ""}.` })),
  candidates(face, index));
}

// A person is on an image once: the face with the highest score is the person's.
function elsewhere(face, faces) {
  const best = face.candidates?.find(candidate => candidate.decision === "match");
  const other = best && face.decision === "unknown" ? faces.findIndex(({ person }) => person === best.person) : -1;
  return other < 0 ? null : `${called(best)} is face ${other + 1}, with a higher score`;
}

function candidates(face, index) {
  if (!face.candidates || face.candidates.length === 0) {
    return el("p", { class: "note wide", text: "No candidates." });
  }

  const rows = face.candidates.map(candidate => el("tr", {},
    el("td", { text: candidate.rank }),
    el("th", { scope: "row" }, called(candidate), candidate.name ? el("span", { class: "minor", text: ` ${candidate.person}` }) : null),
    el("td", { class: "score-cell" }, el("span", { text: score(candidate.score) }), scoreBar(candidate.score, face.threshold)),
    el("td", { text: candidateWords[candidate.decision] ?? candidate.decision })));
  return el("div", { class: "scroll wide", tabindex: 0, role: "region", "aria-label": `Candidates of face ${index + 1}` },
    el("table", { class: "candidates" },
      el("thead", {}, el("tr", {}, ...["Rank", "Person", "Score", "Decision"].map(text => el("th", { scope: "col", text })))),
      el("tbody", {}, ...rows)));
}

function grounds(faces, gallery) {
  const [first] = faces;
  if (!first) {
    return null;
  }

  const threshold = typeof first.threshold === "number"
    ? `A face is a person of the gallery "${gallery}" from a score of ${score(first.threshold)} on. `
    : "";
  return el("p", { class: "promise", text: threshold + (first.grounds ?? "") });
}
