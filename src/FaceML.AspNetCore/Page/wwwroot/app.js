// The page: tabs by the address's fragment, and what every view shares.

import { byId, icon } from "./dom.js";
import { connectEnroll } from "./enroll.js";
import { loadGalleries, offerGalleries } from "./galleries.js";
import { connectGallery } from "./gallery.js";
import { connectIdentify } from "./identify.js";
import { connectKey } from "./key.js";
import { loadModels } from "./models.js";
import { connectVerify } from "./verify.js";

const tabs = [...document.querySelectorAll("[role=tab]")];

function select(name, focus = false) {
  const chosen = tabs.find(tab => tab.dataset.view === name) ?? tabs[0];
  for (const tab of tabs) {
    const isChosen = tab === chosen;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    byId(tab.getAttribute("aria-controls")).hidden = !isChosen;
  }

  document.title = `${chosen.textContent.trim()} – FaceML`;
  if (focus) {
    chosen.focus();
  }
}

function connectTabs() {
  for (const tab of tabs) {
    tab.addEventListener("click", () => { location.hash = tab.dataset.view; });
  }

  byId("tabs").addEventListener("keydown", event => {
    const at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to !== undefined && at >= 0) {
      event.preventDefault();
      const { view } = tabs[(to + tabs.length) % tabs.length].dataset;
      history.replaceState(null, "", `#${view}`);
      select(view, true);
    }
  });
  addEventListener("hashchange", () => select(location.hash.slice(1)));
  select(location.hash.slice(1));
}

async function load() {
  await Promise.all([loadModels(), loadGalleries()]);
}

connectTabs();
connectVerify();
connectIdentify();
connectEnroll();
connectGallery();
offerGalleries(byId("identify-gallery"), byId("identify-gallery-error"));
offerGalleries(byId("enroll-gallery"), byId("enroll-gallery-error"));
connectKey(load);
for (const place of document.querySelectorAll("[data-icon]")) {
  place.prepend(icon(place.dataset.icon));
}

await load();
