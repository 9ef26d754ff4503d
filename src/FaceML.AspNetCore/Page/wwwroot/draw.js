// Boxes over images. Line style and number say what the color says.

const colors = { known: "#56b4e9", unknown: "#f0a04b", plain: "#ffffff" };
// From this width on, names beside neighboring faces rarely overlap.
const roomy = 480;
const font = '600 13px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

/**
 * Draws an image with its faces as large as the place on the page allows.
 * @param {HTMLCanvasElement} canvas
 * @param {ImageBitmap} bitmap
 * @param {{ box: number[], label?: string, short?: string, kind?: "known"|"unknown"|"plain", strong?: boolean }[]} faces
 *   Boxes in pixels of the image; `short` is the label where there is little room.
 * @param {number} width Of the place on the page.
 * @param {number} height Of the place on the page.
 */
export function drawFaces(canvas, bitmap, faces, width, height) {
  const scale = Math.min(width / bitmap.width, height / bitmap.height);
  const sharp = Math.min(devicePixelRatio || 1, 2);
  canvas.width = Math.round(bitmap.width * scale * sharp);
  canvas.height = Math.round(bitmap.height * scale * sharp);
  canvas.style.width = `${Math.round(bitmap.width * scale)}px`;
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  context.scale(sharp, sharp);
  // Strong ones last, on top of their neighbors.
  for (const face of [...faces].sort((a, b) => Number(a.strong ?? false) - Number(b.strong ?? false))) {
    drawFace(context, face, scale, bitmap.width * scale);
  }
}

function drawFace(context, { box, label, short, kind = "plain", strong = false }, scale, width) {
  const [left, top, right, bottom] = box.map(value => value * scale);
  context.setLineDash(kind === "unknown" ? [6, 4] : []);
  for (const [color, line] of [["rgb(0 0 0 / 55%)", strong ? 6 : 4], [colors[kind], strong ? 3 : 1.75]]) {
    context.strokeStyle = color;
    context.lineWidth = line;
    context.beginPath();
    context.roundRect(left, top, right - left, bottom - top, 4);
    context.stroke();
  }

  context.setLineDash([]);
  if (label) {
    drawLabel(context, width < roomy ? short ?? label : label, left, top, bottom, kind, width);
  }
}

function drawLabel(context, label, left, top, bottom, kind, width) {
  context.font = font;
  const text = label.length > 28 ? `${label.slice(0, 27)}…` : label;
  const wide = context.measureText(text).width + 14;
  const x = Math.max(0, Math.min(left - 2, width - wide));
  const y = top >= 26 ? top - 25 : bottom + 4;
  context.fillStyle = "rgb(20 23 26 / 88%)";
  context.beginPath();
  context.roundRect(x, y, wide, 21, 4);
  context.fill();
  context.fillStyle = colors[kind];
  context.textBaseline = "middle";
  context.fillText(text, x + 7, y + 11);
}

/** A face alone, with a margin, as a square canvas. */
export function cropFace(bitmap, box, size = 72) {
  const canvas = document.createElement("canvas");
  const sharp = Math.min(devicePixelRatio || 1, 2);
  canvas.width = canvas.height = size * sharp;
  canvas.className = "crop";
  canvas.setAttribute("aria-hidden", "true");
  const [left, top, right, bottom] = box;
  const side = 1.3 * Math.max(right - left, bottom - top);
  canvas.getContext("2d").drawImage(
    bitmap, (left + right - side) / 2, (top + bottom - side) / 2, side, side, 0, 0, canvas.width, canvas.height);
  return canvas;
}
