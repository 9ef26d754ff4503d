// One image with its preview and the boxes over it.

import { drawFaces } from "./draw.js";
import { button, el, icon, showError } from "./dom.js";
import { bytes } from "./format.js";
import { decode, ImageSource } from "./images.js";

const tallest = 560;

/** A place for one image; `changed` is called with the image, or with null after it was removed. */
export class ImageSlot {
  #faces = [];
  #turn = 0;
  #reading = null;

  constructor(place, label, changed) {
    this.label = label;
    this.image = null;
    this.changed = changed;
    this.source = new ImageSource({ label, take: ([file]) => this.put(file) });
    this.source.isFull = () => this.image !== null;
    this.canvas = el("canvas", { role: "img", "aria-label": label });
    this.unseen = el("p", { class: "unseen" });
    this.stage = el("div", { class: "stage", hidden: true }, this.canvas, this.unseen);
    this.file = el("span", { class: "file-name" });
    this.replace = button("Replace", () => this.source.input.click(), { class: "quiet", "aria-label": `Replace ${label}`, hidden: true });
    this.remove = button("Remove", () => this.clear(), { class: "quiet", "aria-label": `Remove ${label}`, hidden: true });
    this.note = el("p", { class: "note" });
    this.error = el("p", { class: "error", role: "alert" });
    place.classList.add("slot");
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", label);
    place.append(
      el("div", { class: "slot-head" }, el("h2", { text: label }), this.file),
      this.source.drop, this.stage, this.source.input,
      el("div", { class: "actions" }, this.source.camera, this.replace, this.remove),
      this.note, this.error);
    this.source.accept(place);
    new ResizeObserver(() => this.#draw()).observe(this.stage);
  }

  /** Takes an image in place of the one before. */
  async put(file) {
    const turn = ++this.#turn;
    this.#reading = decode(file);
    const image = await this.#reading;
    if (turn !== this.#turn) {
      image.bitmap?.close();
      return;
    }

    this.#show(image);
  }

  /** Waits until the image that was given last is shown. */
  async settled() {
    for (let last = null; last !== this.#reading;) {
      last = this.#reading;
      await last;
    }
  }

  /** Removes the image from the page and from memory. */
  clear() {
    this.#turn++;
    this.#show(null);
    this.source.drop.focus();
  }

  /** Draws faces over the preview; a description says for screen readers what is seen. */
  mark(faces, description) {
    this.#faces = faces;
    if (description !== undefined) {
      this.canvas.setAttribute("aria-label", description ? `${this.label}: ${description}` : this.label);
    }

    this.#draw();
  }

  /** A remark below the image; empty removes it. */
  say(text) {
    this.note.textContent = text;
  }

  fail(error) {
    this.unseen.textContent = error ? "There is no preview." : "This browser cannot show this format; the server may still read it.";
    showError(this.error, error);
  }

  #show(image) {
    this.image?.bitmap?.close();
    this.image = image;
    this.#faces = [];
    this.source.drop.hidden = image !== null;
    this.stage.hidden = image === null;
    this.canvas.hidden = !image?.bitmap;
    this.unseen.hidden = image === null || image.bitmap !== null;
    this.replace.hidden = this.remove.hidden = image === null;
    this.file.textContent = image ? `${image.name}, ${bytes(image.file.size)}` : "";
    this.say("");
    this.fail(null);
    this.mark([], "");
    this.changed(image);
  }

  #draw() {
    if (this.image?.bitmap && this.stage.clientWidth > 0) {
      // A stage without a shape of its own grows with the image.
      const height = getComputedStyle(this.stage).aspectRatio === "auto" ? tallest : this.stage.clientHeight;
      drawFaces(this.canvas, this.image.bitmap, this.#faces, this.stage.clientWidth, height);
    }
  }
}
