// Tables to type into (table[data-grid]): Enter and the arrows move in the column, a pasted column fills down,
// Ctrl+S saves the form around it. Cells are the inputs and selects of the rows of the body.
const cells = (row) => [...row.cells].map((cell) => cell.querySelector("input:not([type=hidden]), select, textarea"));
const rows = (grid) => [...grid.tBodies].flatMap((body) => [...body.rows]);

const place = (input) => {
  const grid = input.closest("table[data-grid]");
  const row = input.closest("tr");
  return { lines: rows(grid), line: rows(grid).indexOf(row), column: cells(row).indexOf(input) };
};
const move = (input, step) => {
  const { lines, line, column } = place(input);
  for (let next = line + step; lines[next]; next += step) {
    const target = cells(lines[next])[column];
    if (target && !target.disabled && !target.readOnly) {
      target.focus();
      target.select?.();
      return true;
    }
  }
  return false;
};
const inGrid = (element) => element.matches?.("input, select, textarea") && element.closest("table[data-grid]");

// Puts a pasted text into an input or, by value or by its words, into a select; false when it does not fit.
const put = (input, text) => {
  if (!input || input.disabled || input.readOnly) return false;
  if (input.type === "checkbox") input.checked = !["", "0", "không"].includes(text.toLowerCase());
  else if (input.tagName === "SELECT") {
    const plain = (words) => words.trim().toLowerCase();
    // data-also on an option: other words for it, split by "|"
    const option = [...input.options].find((o) => [o.value, o.text, ...(o.dataset.also ?? "").split("|")].some((one) => plain(one) === plain(text)));
    if (!option) { input.classList.add("cell-wrong"); return false; }
    input.value = option.value;
  } else input.value = text.trim();
  input.classList.remove("cell-wrong");
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    const form = event.target.closest?.("form") ?? document.querySelector("form[data-autosave], form[data-save-key]");
    if (!form) return;
    event.preventDefault();
    if (form.matches("[data-autosave]")) form.dispatchEvent(new CustomEvent("thidua:save-now"));
    else form.requestSubmit();
    return;
  }
  if (!inGrid(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
  const select = event.target.tagName === "SELECT";
  const text = event.target.tagName === "TEXTAREA";
  const number = event.target.type === "number" || event.target.type === "text" || event.target.type === "checkbox";
  if (event.key === "Enter" && !text) {
    event.preventDefault(); // Enter would send the form
    move(event.target, event.shiftKey ? -1 : 1);
  } else if (!select && !text && number && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    move(event.target, event.key === "ArrowDown" ? 1 : -1);
  }
});
document.addEventListener("paste", (event) => {
  if (!inGrid(event.target)) return;
  const lines = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "").split("\n");
  const sheet = lines.map((line) => line.split("\t"));
  if (sheet.length === 1 && sheet[0].length === 1 && event.target.tagName !== "SELECT") return; // one value: as usual
  event.preventDefault();
  const { lines: all, line, column } = place(event.target);
  sheet.forEach((values, down) => {
    const row = all[line + down];
    if (row) values.forEach((value, right) => put(cells(row)[column + right], value));
  });
});
