// Light, dark, or as the machine: applied before the first paint, kept in localStorage and in the cookie `theme`.
(() => {
  const root = document.documentElement;
  const themes = ["light", "dark", "auto"];
  const media = { light: "not all", dark: "screen", auto: "screen and (prefers-color-scheme: dark)" };
  const machine = matchMedia("(prefers-color-scheme: dark)");

  const kept = () => {
    try { return localStorage.getItem("theme"); } catch { return null; }
  };
  const apply = (choice) => {
    const sheet = document.querySelector("link[data-dark]");
    if (sheet) sheet.media = media[choice];
    root.dataset.themeChoice = choice;
    root.dataset.bsTheme = choice === "auto" ? (machine.matches ? "dark" : "light") : choice;
    for (const button of document.querySelectorAll("[data-theme-set]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeSet === choice));
    }
  };
  const choose = (choice) => {
    try { localStorage.setItem("theme", choice); } catch { /* a browser without storage keeps the cookie only */ }
    document.cookie = `theme=${choice}; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
    apply(choice);
  };
  const current = () => {
    const choice = kept() ?? root.dataset.themeChoice;
    return themes.includes(choice) ? choice : "auto";
  };

  root.dataset.js = "";
  apply(current());
  // The stylesheet and the buttons come after this script: apply once more as they arrive.
  new MutationObserver((_, watcher) => {
    if (document.querySelector("link[data-dark]")) { apply(current()); watcher.disconnect(); }
  }).observe(document.head ?? root, { childList: true });
  addEventListener("DOMContentLoaded", () => apply(current()));
  machine.addEventListener("change", () => apply(current()));
  addEventListener("storage", (event) => { if (event.key === "theme") apply(current()); });
  document.addEventListener("click", (event) => {
    const set = event.target.closest("[data-theme-set]");
    if (set) choose(set.dataset.themeSet);
    if (event.target.closest("[data-theme-switch]")) choose(root.dataset.bsTheme === "dark" ? "light" : "dark");
  });
})();
