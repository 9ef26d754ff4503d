// Two images and a decision.

import { form, path, Problem, request } from "./api.js";
import { announce, busy, byId, el, icon, terms } from "./dom.js";
import { count, different, percent, poor, quality } from "./format.js";
import { scaleOf, scoreScale } from "./scale.js";
import { ImageSlot } from "./slot.js";

const decisions = {
  match: { kind: "yes", icon: "check", title: "Match", text: "The two faces show the same person." },
  noMatch: { kind: "no", icon: "cross", title: "No match", text: "The two faces show different people." },
  uncertain: { kind: "maybe", icon: "question", title: "Undecided", text: "The score lies where nothing is decided." },
};

let slots = [];
const found = [null, null];
let turn = 0;

/** Connects the view. */
export function connectVerify() {
  slots = [new ImageSlot(byId("verify-a"), "Image A", image => taken(0, image)),
    new ImageSlot(byId("verify-b"), "Image B", image => taken(1, image))];
  const start = byId("verify-start");
  start.addEventListener("click", () => busy(start, byId("verify-error"), verify));
}

/** Fills the choice of models; one alone needs no choice. The preset decides where no pipeline is named. */
export function offerModels(models) {
  const select = byId("verify-model");
  const before = select.value;
  select.replaceChildren(...models.map(model =>
    el("option", { value: model.kind === "preset" ? "" : model.name, text: model.name })));
  if (models.some(model => model.name === before)) {
    select.value = before;
  }

  byId("verify-model-field").hidden = models.length < 2;
}

// The faces are looked for at once: a wrong image is seen before it is compared.
async function taken(which, image) {
  turn++;
  byId("verify-result").replaceChildren();
  byId("verify-error").replaceChildren();
  found[which] = null;
  showFound(1 - which);
  if (!image) {
    return;
  }

  const slot = slots[which];
  slot.say("Looking for faces …");
  try {
    const { faces } = await request(path(["detect"]), { method: "POST", body: form({ image: image.file }) });
    if (slot.image === image) {
      found[which] = faces.map(face => ({ box: face.box }));
      // A decision that came first says more.
      if (byId("verify-result").childElementCount === 0) {
        announce(`${slot.label}: ${showFound(which)}.`);
      }
    }
  } catch (error) {
    if (slot.image === image) {
      slot.say("");
      slot.fail(error);
    }
  }
}

function showFound(which) {
  if (!found[which]) {
    return "";
  }

  const words = found[which].length === 0 ? "no face found" : `${count(found[which].length, "face")} found`;
  slots[which].mark(found[which], words);
  slots[which].say(sentence(words));
  return words;
}

const sentence = words => `${words[0].toUpperCase()}${words.slice(1)}.`;

async function verify() {
  await Promise.all(slots.map(slot => slot.settled()));
  const missing = slots.filter(slot => !slot.image);
  if (missing.length > 0) {
    missing[0].source.drop.focus();
    throw new Problem(`${missing.map(slot => slot.label).join(" and ")} must be chosen first.`);
  }

  const mine = ++turn;
  const model = byId("verify-model-field").hidden ? "" : byId("verify-model").value;
  const [a, b] = slots.map(slot => slot.image.file);
  const result = await request(path(["verify"], { model }), { method: "POST", body: form({ a, b }) });
  if (mine === turn) {
    show(result);
  }
}

function show(result) {
  const decision = decisions[result.decision] ?? {
    kind: "maybe", icon: "question", title: "No decision",
    text: `${obstacles(result).join("; ") || "There is no score"}.`,
  };
  [result.a, result.b].forEach((side, index) => {
    if (side?.box) {
      const compared = { box: side.box, strong: true, kind: "known", label: side.faces > 1 ? "compared" : "" };
      slots[index].mark([...found[index] ?? [], compared], inWords(side));
    }

    slots[index].say(side ? remark(side) : "");
  });

  const heading = el("h2", { class: "decision-title", tabindex: -1 }, icon(decision.icon), el("span", { text: decision.title }));
  const card = el("section", { class: `result ${decision.kind}`, "aria-label": "Decision" },
    heading, el("p", { class: "decision-text", text: decision.text }));
  if (typeof result.score === "number") {
    card.append(scoreScale(result), el("p", { class: "score-words", text: scoreInWords(result) }));
  }

  if (result.score !== undefined && result.score !== null) {
    card.append(el("p", { class: "promise", text: result.promise ?? "The threshold was given by hand: it carries no promise." }));
  }

  card.append(details(result));
  byId("verify-result").replaceChildren(card);
  announce(`${decision.title}. ${decision.text}`);
  heading.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

function scoreInWords(result) {
  const [score, threshold] = different(result.score, result.threshold);
  const side = result.score === result.threshold ? "at" : result.score > result.threshold ? "above" : "below";
  const higher = scaleOf(result.metric).higher;
  return `${higher ? "Score" : "Distance"} ${score}, ${side} the threshold of ${threshold}. `
    + `${higher ? "A higher score" : "A lower distance"} means that the faces are more alike.`;
}

function details(result) {
  const probability = typeof result.probability === "number"
    ? `${percent(result.probability)} for one person, where it was ${percent(result.prior ?? 0.5)} before the comparison`
    : null;
  return el("details", {}, el("summary", { text: "Details" }), terms([
    ["Probability", probability],
    ["Image A", describe(result.a)],
    ["Image B", describe(result.b)],
    ["Metric", result.metric],
    ["Grounds", result.basis],
    ["Calibrated on", result.calibratedOn],
    ["Networks", result.networks?.join(", ")],
    ["Recipe", typeof result.recipe === "object" ? result.recipe?.name : result.recipe],
  ]));
}

function describe(side) {
  const value = side && quality(side.quality);
  return side && `${inWords(side)}${value ? `; quality ${value}` : ""}`;
}

function remark(side) {
  const value = side.quality?.score;
  const weak = side.status === "found" && value < poor
    ? ` Quality ${quality(side.quality)}: even the same person may be no match.`
    : "";
  return sentence(inWords(side)) + weak;
}

const obstacles = result => [["Image A", result.a], ["Image B", result.b]]
  .filter(([, side]) => side && side.status !== "found")
  .map(([label, side]) => `${label}: ${inWords(side)}`);

function inWords(side) {
  switch (side.status) {
    case "noImage": return "no image";
    case "noFace": return "no face found";
    case "severalFaces": return `${side.faces} faces, where exactly one is required`;
    case "notAligned": return "a face whose landmarks could not be aligned";
    case "notRecognizable": return `a face of too low quality${side.quality?.reason ? ` (${side.quality.reason})` : ""}`;
    default: {
      const turned = side.turn ? `, turned by ${side.turn}°` : "";
      return `${side.faces === 1 ? "1 face" : `${side.faces} faces, one of them compared`}${turned}`;
    }
  }
}
