// The camera's dialog: a live view, and one image from it.

import { byId, showError } from "./dom.js";

/** Browsers offer cameras to pages from https and from this machine only. */
export const hasCamera = () => Boolean(navigator.mediaDevices?.getUserMedia);

/** Asks for an image from the camera; null where none was taken. */
export function takeImage() {
  const dialog = byId("camera-dialog");
  const video = byId("camera-video");
  const shoot = byId("camera-shoot");
  let stream = null;
  let taken = null;

  showError(byId("camera-error"), null);
  shoot.disabled = true;
  dialog.showModal();

  navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 1280 }, facingMode: "user" }, audio: false }).then(
    async opened => {
      if (!dialog.open) {
        stop(opened);
        return;
      }

      stream = opened;
      video.srcObject = opened;
      await video.play();
      shoot.disabled = false;
      shoot.focus();
    },
    error => {
      const refused = error.name === "NotAllowedError";
      showError(byId("camera-error"), new Error(
        refused ? "The browser may not use the camera. Allow it in the address bar, then try again." : "No camera can be opened."));
    });

  shoot.onclick = async () => {
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d").drawImage(video, 0, 0);
    const blob = await new Promise(resolve => canvas.toBlob(resolve, "image/jpeg", 0.95));
    taken = new File([blob], "camera.jpg", { type: "image/jpeg" });
    dialog.close();
  };
  byId("camera-cancel").onclick = () => dialog.close();

  return new Promise(resolve => dialog.addEventListener("close", () => {
    stop(stream);
    video.srcObject = null;
    resolve(taken);
  }, { once: true }));
}

const stop = stream => stream?.getTracks().forEach(track => track.stop());
