// One person: details, and removal with a signed receipt.

import { path, request } from "./api.js";
import { announce, busy, button, byId, el, fill, showError, terms, time } from "./dom.js";
import { called, count } from "./format.js";

let removed = null;
let opener = null;

/** Connects the dialogs; `afterRemoval` reads the gallery anew. */
export function connectPerson(afterRemoval) {
  removed = afterRemoval;
  byId("person-close").addEventListener("click", () => byId("person-dialog").close());
  byId("person-dialog").addEventListener("close", () => opener?.isConnected && opener.focus());
  byId("remove-cancel").addEventListener("click", () => byId("remove-dialog").close());
}

/** Closes what is shown of a person and removes the receipt. */
export function forgetPerson() {
  fill(byId("gallery-receipt"));
}

/** Shows a person's details in a dialog. */
export async function showPerson(gallery, id, from) {
  opener = from;
  await busy(from, byId("gallery-people-error"), async () => {
    const person = await request(path(["galleries", gallery, "people", id]));
    byId("person-title").textContent = called(person);
    fill(byId("person-body"),
      terms([
        ["Id", person.person],
        ["Name", person.name],
        ["Enrolled", person.created ? time(person.created) : null],
        ["Consent", person.consent],
        ["Expires", person.expires ? time(person.expires) : "never"],
        ...Object.entries(person.attributes ?? {}).map(([name, value]) =>
          [name, typeof value === "object" ? JSON.stringify(value) : value]),
      ]),
      el("h3", { text: count(person.templates?.length ?? 0, "template") }),
      templates(person.templates ?? []));
    fill(byId("person-actions"), button("Remove …", () => confirm(gallery, person), { class: "danger" }));
    byId("person-dialog").showModal();
  });
}

function templates(all) {
  const rows = all.map(template => el("tr", {},
    el("th", { scope: "row", text: template.key }),
    el("td", { text: typeof template.quality === "number" ? `${Math.round(template.quality)} of 100` : "unknown" }),
    el("td", {}, template.created ? time(template.created, { dateStyle: "medium" }) : ""),
    el("td", {}, template.source ? el("code", { title: template.source, text: template.source.slice(0, 12) }) : "")));
  return el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Templates" },
    el("table", {},
      el("thead", {}, el("tr", {}, ...["Key", "Quality", "Created", "Image's SHA-256"].map(text => el("th", { scope: "col", text })))),
      el("tbody", {}, ...rows)));
}

function confirm(gallery, person) {
  const name = person.name ? `${person.name} (id ${person.person})` : person.person;
  const held = count(person.templates?.length ?? 0, "template");
  byId("remove-text").textContent =
    `Remove ${name} with ${held} from the gallery "${gallery}"? Every trace of the templates is erased. This cannot be undone.`;
  showError(byId("remove-error"), null);
  const yes = byId("remove-confirm");
  yes.textContent = `Remove ${called(person)}`;
  yes.onclick = () => busy(yes, byId("remove-error"), async () => {
    const receipt = await request(path(["galleries", gallery, "people", person.person]), { method: "DELETE" });
    byId("remove-dialog").close();
    byId("person-dialog").close();
    await removed();
    showReceipt(receipt, name);
  });
  byId("remove-dialog").showModal();
}

function showReceipt(receipt, name) {
  const heading = el("h2", { tabindex: -1, text: `${name} is removed` });
  const saved = URL.createObjectURL(new Blob([JSON.stringify(receipt, null, 2)], { type: "application/json" }));
  fill(byId("gallery-receipt"), el("section", { class: "result yes", "aria-label": "Receipt" },
    heading,
    el("p", { text: "The server's signed receipt. It holds no biometric content; keep it as proof of the erasure." }),
    terms([
      ["Gallery", receipt.gallery],
      ["Person", receipt.person],
      ["Templates", receipt.templates],
      ["Erased", receipt.erasedAt ? time(receipt.erasedAt) : null],
      ["Searched for traces", receipt.bytesSearched ? `${receipt.bytesSearched.toLocaleString("en-US")} bytes` : null],
      ["Audit entry", receipt.auditSequence],
      ["Audit hash", receipt.auditHash ? el("code", { text: receipt.auditHash }) : null],
      ["Signature", receipt.signature ? el("code", { text: receipt.signature }) : null],
    ]),
    el("a", { class: "button", href: saved, download: `receipt-${receipt.gallery}-${receipt.person}.json`, text: "Download receipt" })));
  announce(`${name} is removed. The receipt is shown.`);
  heading.focus();
}
