// The palette: a combobox over a list of links that the server sends. Nothing that is typed is kept, here or in an address.
const dialog = document.getElementById("palette");
const box = dialog?.querySelector("[role=combobox]");
const list = dialog?.querySelector("[role=listbox]");
const WAIT = 120;
let timer = 0, asking = null, chosen = null;

const options = () => [...list.querySelectorAll("[role=option]")];
const choose = (option) => {
  chosen?.setAttribute("aria-selected", "false");
  chosen = option ?? null;
  if (!chosen) { box.removeAttribute("aria-activedescendant"); return; }
  chosen.setAttribute("aria-selected", "true");
  box.setAttribute("aria-activedescendant", chosen.id);
  chosen.scrollIntoView({ block: "nearest" });
};
const show = (html) => {
  list.innerHTML = html;
  box.setAttribute("aria-expanded", String(options().length > 0));
  dialog.querySelector("[data-palette-count]").textContent = list.querySelector("[data-count]")?.textContent ?? "";
  choose(box.value.trim() ? options()[0] : null);
};
const ask = async () => {
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(dialog.dataset.palette, { method: "POST", body: new FormData(box.form), signal: asking.signal });
    if (answer.redirected) location.reload();
    else if (answer.ok) show(await answer.text());
  } catch (error) {
    if (error.name !== "AbortError") show("");
  }
};
const step = (by) => {
  const all = options();
  if (all.length) choose(all[(all.indexOf(chosen) + by + all.length + (chosen || by > 0 ? 0 : 1)) % all.length]);
};

export const openPalette = () => {
  if (!dialog) return false;
  if (!dialog.open) {
    box.value = "";
    show("");
    dialog.showModal();
    ask();
  }
  box.focus();
  return true;
};
box?.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
box?.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); step(event.key === "ArrowDown" ? 1 : -1); }
  if (event.key === "Enter" && chosen) { event.preventDefault(); chosen.click(); }
});
dialog?.addEventListener("click", (event) => {
  if (event.target === dialog || event.target.closest("[data-palette-close]")) dialog.close();
});
dialog?.addEventListener("close", () => { clearTimeout(timer); asking?.abort(); box.value = ""; show(""); });
