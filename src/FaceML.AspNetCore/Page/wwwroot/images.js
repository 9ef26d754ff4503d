// Where images come from: drop, paste, file, camera. They stay in memory: no storage, no address that outlives them.

import { hasCamera, takeImage } from "./camera.js";
import { button, el, icon } from "./dom.js";

const sources = [];

/** A file whose preview there is not, or not yet. */
export const unread = file => ({ file, name: file.name || "pasted image", bitmap: null });

/** Decodes a file for the preview, upright. A format that the browser cannot show may still be read by the server. */
export async function decode(file) {
  try {
    return { ...unread(file), bitmap: await createImageBitmap(file, { imageOrientation: "from-image" }) };
  } catch {
    return unread(file);
  }
}

/** An area that takes images; `take` gets the files. */
export class ImageSource {
  constructor({ label, multiple = false, take }) {
    this.multiple = multiple;
    this.take = take;
    const what = multiple ? "images" : "an image";
    this.input = el("input", { type: "file", accept: "image/*", multiple, hidden: true, onchange: () => this.choose() });
    this.drop = el("button", { type: "button", class: "drop", onclick: () => this.input.click() },
      icon("image"),
      el("span", { class: "visually-hidden", text: `${label}: ` }),
      el("span", { class: "drop-title", text: `Choose ${what}` }),
      el("span", { class: "drop-hint", text: multiple ? "or drop or paste them here" : "or drop or paste it here" }));
    this.camera = button("Use camera", () => this.shoot(), { class: "quiet", "aria-label": `Use camera: ${label}`, hidden: !hasCamera() });
    this.camera.prepend(icon("camera"));
    this.area = null;
    sources.push(this);
  }

  /** Makes an element the one that images are dropped on and pasted into. */
  accept(area) {
    this.area = area;
    area.addEventListener("dragover", event => {
      event.preventDefault();
      area.classList.add("over");
    });
    area.addEventListener("dragleave", event => {
      if (!area.contains(event.relatedTarget)) {
        area.classList.remove("over");
      }
    });
    area.addEventListener("drop", event => {
      event.preventDefault();
      event.stopPropagation();
      area.classList.remove("over");
      this.give(event.dataTransfer.files);
    });
  }

  /** Whether an image that is pasted anywhere belongs here. */
  isOpen() {
    return this.area.checkVisibility() && !this.isFull?.();
  }

  give(files) {
    const images = [...files];
    if (images.length > 0) {
      this.take(this.multiple ? images : images.slice(0, 1));
    }
  }

  choose() {
    this.give(this.input.files);
    this.input.value = "";
  }

  async shoot() {
    const file = await takeImage();
    if (file) {
      this.give([file]);
    }

    (this.drop.checkVisibility() ? this.drop : this.camera).focus();
  }
}

// The area that has the focus takes it, else the first that is empty, else the first.
function receiver() {
  const shown = sources.filter(source => source.area.checkVisibility());
  return shown.find(source => source.area.contains(document.activeElement)) ?? shown.find(source => source.isOpen()) ?? shown[0];
}

document.addEventListener("paste", event => {
  const files = [...event.clipboardData.files].filter(file => file.type.startsWith("image/"));
  const source = receiver();
  if (files.length > 0 && source) {
    event.preventDefault();
    source.give(files);
  }
});

// A file that misses the area must not replace the page.
document.addEventListener("dragover", event => event.preventDefault());
document.addEventListener("drop", event => {
  event.preventDefault();
  if (event.dataTransfer.files.length > 0) {
    receiver()?.give(event.dataTransfer.files);
  }
});
