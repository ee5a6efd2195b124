// Menus made of <details data-menu> close on Escape and on a click outside; [data-close] removes its [data-closable].
const open = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  event.target.closest("[data-close]")?.closest("[data-closable]")?.remove();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  }
});
// Leaving a menu with the keyboard closes it.
document.addEventListener("focusin", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});
// The list of what is wrong takes the focus, also when it comes in by a swap.
const focusErrors = (within) => within.querySelector("[data-focus]")?.focus();
focusErrors(document);
document.addEventListener("htmx:after:swap", (event) => focusErrors(event.target instanceof Element ? event.target : document));
