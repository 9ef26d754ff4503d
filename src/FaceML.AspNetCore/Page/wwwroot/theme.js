// Runs before the first paint, so that a chosen theme does not flash: hence no module.
(() => {
  "use strict";
  const name = "faceml-theme";
  const root = document.documentElement;
  const stored = localStorage.getItem(name);
  if (stored === "light" || stored === "dark") {
    root.dataset.theme = stored;
  }

  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const show = () => button.setAttribute("aria-pressed", String(isDark()));
    show();
    system.addEventListener("change", show);
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      localStorage.setItem(name, root.dataset.theme);
      show();
    });
  });
})();
