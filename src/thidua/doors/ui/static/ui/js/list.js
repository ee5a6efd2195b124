// Lists with ticks: tick all, shift-tick a stretch, and the bulk bar that counts.
const ticks = (list) => [...list.querySelectorAll("[data-tick]")];
let last = null;

const tell = (list) => {
  const all = ticks(list);
  const some = all.filter((tick) => tick.checked).length;
  const head = list.querySelector("[data-tick-all]");
  if (head) {
    head.checked = some > 0 && some === all.length;
    head.indeterminate = some > 0 && some < all.length;
  }
  list.querySelector("[data-bulk-bar]")?.classList.toggle("bulk-none", some === 0);
  const count = list.querySelector("[data-bulk-count]");
  if (count) count.textContent = some ? count.dataset.some.replace("{n}", some) : count.dataset.none;
};

document.addEventListener("click", (event) => {
  const tick = event.target.closest?.("[data-tick], [data-tick-all]");
  const list = tick?.closest("[data-list]");
  if (!list) return;
  const all = ticks(list);
  if ("tickAll" in tick.dataset) {
    for (const other of all) other.checked = tick.checked;
  } else {
    const from = all.indexOf(last), to = all.indexOf(tick);
    if (event.shiftKey && from >= 0) {
      for (const other of all.slice(Math.min(from, to), Math.max(from, to) + 1)) other.checked = tick.checked;
    }
    last = tick;
  }
  tell(list);
});
const tellAll = () => document.querySelectorAll("[data-list]").forEach(tell);
tellAll();
addEventListener("pageshow", tellAll);
document.addEventListener("htmx:after:swap", tellAll);
