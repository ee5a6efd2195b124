// "/" and Ctrl+K open the palette, where there is none they go to the search box; "?" shows the keys.
import { openPalette } from "./palette.js";

const typing = (element) => element.isContentEditable || element.matches("input, textarea, select");
const dialog = document.getElementById("keys");
const search = () => {
  if (openPalette()) return true;
  const box = document.querySelector("[data-search]");
  if (!box) return false;
  if (box.offsetParent === null) { location.assign(box.form.action); return true; }
  box.focus();
  box.select();
  return true;
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey) return;
  const palette = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  const free = !event.ctrlKey && !event.metaKey && !typing(event.target) && !document.querySelector("dialog[open]");
  if (palette || (free && event.key === "/")) {
    if (search()) event.preventDefault();
  } else if (free && event.key === "?" && dialog) {
    event.preventDefault();
    dialog.showModal();
  }
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-show-keys]")) dialog?.showModal();
  if (event.target === dialog) dialog.close();
});
