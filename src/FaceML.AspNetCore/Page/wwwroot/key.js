// The API key: asked for where the server refuses without one, kept for this tab alone.

import { key, onUnauthorized } from "./api.js";
import { announce, byId, showError } from "./dom.js";

let answer = null;

/** Connects the key's button and dialog. `changed` is called when another key is in use. */
export function connectKey(changed) {
  const dialog = byId("key-dialog");
  const field = byId("key-field");
  const show = () => { byId("key-state").textContent = key.get() ? "API key set" : "API key"; };

  const open = problem => {
    showError(byId("key-error"), problem);
    field.value = key.get();
    byId("key-forget").hidden = !key.get();
    if (!dialog.open) {
      dialog.showModal();
    }

    field.select();
  };

  byId("key-open").addEventListener("click", () => open(null));
  byId("key-forget").addEventListener("click", () => {
    field.value = "";
    dialog.close("use");
  });
  byId("key-cancel").addEventListener("click", () => dialog.close("cancel"));
  byId("key-form").addEventListener("submit", event => {
    event.preventDefault();
    dialog.close("use");
  });
  dialog.addEventListener("close", () => {
    const used = dialog.returnValue === "use";
    const isNew = used && field.value.trim() !== key.get();
    if (used) {
      key.set(field.value.trim());
      announce(key.get() ? "The API key is set for this tab." : "The API key is removed.");
    }

    dialog.returnValue = "";
    field.value = "";
    show();
    const waiting = answer;
    answer = null;
    if (waiting) {
      waiting(used && key.get() !== "");
    }

    if (isNew) {
      changed();
    }
  });

  onUnauthorized(problem => {
    open(problem);
    return new Promise(resolve => { answer = resolve; });
  });
  show();
}
