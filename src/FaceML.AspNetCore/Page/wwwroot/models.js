// What decides on this server: models, their networks, the promise of each.

import { path, request } from "./api.js";
import { byId, el, icon, showError, terms, time } from "./dom.js";
import { score } from "./format.js";
import { offerModels } from "./verify.js";

/** Reads the models and shows them. */
export async function loadModels() {
  const list = byId("models-list");
  showError(byId("models-error"), null);
  try {
    const models = await request(path(["models"]));
    list.replaceChildren(...models.map(card));
    offerModels(models);
  } catch (error) {
    list.replaceChildren();
    showError(byId("models-error"), error);
  }
}

function card(model) {
  const healthy = model.healthy !== false;
  return el("article", { class: "card" },
    el("div", { class: "card-head" },
      el("h2", { text: model.name }),
      el("span", { class: `state ${healthy ? "yes" : "no"}` }, icon(healthy ? "check" : "warning"), healthy ? "ready" : "not ready")),
    model.error ? el("p", { class: "error" }, icon("warning"), el("span", { text: model.error })) : null,
    model.promise ? el("p", { class: "promise", text: model.promise }) : null,
    terms([
      ["Kind", model.kind === "pipeline" ? "saved pipeline" : model.kind],
      ["Metric", model.metric],
      ["Threshold", typeof model.threshold === "number" ? score(model.threshold) : null],
      ["Networks", model.networks?.join(", ")],
      ["Recipe", model.recipe === model.name ? null : model.recipe],
      ["Fingerprint", model.fingerprint ? el("code", { text: model.fingerprint }) : null],
      ["Version", model.version],
      ["Loaded", model.loaded ? time(model.loaded) : null],
      ["Digest", model.digest ? el("code", { text: model.digest }) : null],
    ]));
}
