// The score on its scale: the side of a match, the side of no match, the threshold between them.

import { el } from "./dom.js";
import { different } from "./format.js";

const scales = {
  similarity: { from: -0.2, to: 1, higher: true },
  distance: { from: 0, to: 2, higher: false },
};

/** The scale of a metric: cosine similarity, where higher is more alike, or Euclidean distance, where lower is. */
export const scaleOf = metric => /distance/i.test(metric ?? "") ? scales.distance : scales.similarity;

/** A graphic of a score beside its threshold, with words for those who do not see it. */
export function scoreScale({ score, threshold, uncertainFrom, metric }) {
  const scale = scaleOf(metric);
  const at = value => 100 * Math.min(1, Math.max(0, (value - scale.from) / (scale.to - scale.from)));
  const [scoreText, thresholdText] = different(score, threshold);
  const name = scale.higher ? "Score" : "Distance";
  const low = uncertainFrom ?? threshold;
  const [first, last] = scale.higher ? [["no", "no match"], ["yes", "match"]] : [["yes", "match"], ["no", "no match"]];
  const [lower, upper] = [at(Math.min(low, threshold)), at(Math.max(low, threshold))];
  const zones = [[...first, 0, lower], ["maybe", "undecided", lower, upper], [...last, upper, 100]].map(part => zone(...part, at(score)));
  const side = score === threshold ? "at" : score > threshold ? "above" : "below";
  return el("div", {
    class: "scale",
    role: "img",
    "aria-label": `${name} ${scoreText}, ${side} the threshold of ${thresholdText}, on a scale from ${scale.from} to ${scale.to}.`,
  },
  mark("score", `${name} ${scoreText}`, at(score)),
  el("div", { class: "bar" }, ...zones, pin("threshold-line", at(threshold)), pin("score-dot", at(score))),
  mark("threshold", `Threshold ${thresholdText}`, at(threshold)),
  el("div", { class: "ends" }, el("span", { text: String(scale.from).replace("-", "−") }), el("span", { text: scale.to })));
}

/** A small bar of a score with a tick at the threshold, for a table. */
export function scoreBar(score, threshold) {
  const { from, to } = scales.similarity;
  const at = value => 100 * Math.min(1, Math.max(0, (value - from) / (to - from)));
  const fill = el("span", { class: score >= threshold ? "fill above" : "fill below" });
  fill.style.width = `${at(score)}%`;
  const bar = el("span", { class: "small-bar", "aria-hidden": "true" }, fill);
  if (threshold !== undefined && threshold !== null) {
    bar.append(pin("small-tick", at(threshold)));
  }

  return bar;
}

// The zone's words stand at its outer side, or where the score's mark is not; a narrow page leaves words out where one has no room.
function zone(kind, text, from, to, score) {
  if (to - from < 0.5) {
    return null;
  }

  const middle = (from + to) / 2;
  const isHit = score >= from && score <= to;
  const atEnd = isHit ? score < middle : middle > 50;
  const room = isHit ? Math.max(score - from, to - score) : to - from;
  const places = `${atEnd ? " at-end" : ""}${room < 34 ? " tight" : ""}`;
  const element = el("div", { class: `zone ${kind}${places}` }, to - from > 12 ? el("span", { text }) : null);
  element.style.left = `${from}%`;
  element.style.width = `${to - from}%`;
  return element;
}

function pin(kind, at) {
  const element = el("span", { class: kind });
  element.style.left = `${at}%`;
  return element;
}

// A label stays inside the scale: near an end it is aligned to its mark's side.
function mark(kind, text, at) {
  const label = el("span", { class: `mark ${at < 18 ? "from-left" : at > 82 ? "from-right" : "centered"}`, text });
  label.style.left = `${at}%`;
  return el("div", { class: `marks ${kind}` }, label);
}
