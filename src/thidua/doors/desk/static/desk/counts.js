// Figures that count as one types: data-count="selector" on a figure counts the elements of the page it fits;
// data-share="selector" with data-share-of="selector" writes the share of the first among the second, per hundred.
const write = (figure, text) => {
  const place = figure.querySelector(".figure-value");
  if (place && place.textContent !== text) place.textContent = text;
};
const count = (selector) => document.querySelectorAll(selector).length;
const percent = new Intl.NumberFormat(document.documentElement.lang || "vi", { maximumFractionDigits: 1 });

const recount = () => {
  for (const figure of document.querySelectorAll("[data-count]")) write(figure, String(count(figure.dataset.count)));
  for (const figure of document.querySelectorAll("[data-share]")) {
    const base = count(figure.dataset.shareOf);
    write(figure, base ? `${percent.format((100 * count(figure.dataset.share)) / base)}%` : "–");
  }
  for (const cell of document.querySelectorAll("[data-last]")) {
    cell.classList.toggle("cell-changed", cell.value !== "" && cell.dataset.last !== "" && cell.value !== cell.dataset.last);
  }
};

if (document.querySelector("input[data-person], [data-grade]")) {
  document.addEventListener("input", recount);
  document.addEventListener("change", recount);
  addEventListener("pageshow", recount);
}
// A visible button for those who look for one: saves at once what the page would save after a pause.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-save-now]");
  button?.closest("form")?.dispatchEvent(new CustomEvent("thidua:save-now"));
});
// “Thêm” in a row fills in whose initiative it is, instead of loading the page again.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-author]");
  const choice = link && document.querySelector("#sang-kien select[name=person]");
  if (!choice) return;
  event.preventDefault();
  choice.value = link.dataset.author;
  document.querySelector("#sang-kien").scrollIntoView({ block: "center" });
  document.querySelector("#sang-kien [name=title]").focus({ preventScroll: true });
});
