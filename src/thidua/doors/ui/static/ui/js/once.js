// A form that posts is sent once: its button rests and says so until the answer comes.
const words = document.getElementById("ui-words")?.dataset ?? {};

const rest = (form, button) => {
  form.dataset.sent = "";
  if (!button) return;
  button.dataset.words = button.innerHTML;
  button.setAttribute("aria-busy", "true");
  button.textContent = button.dataset.sending ?? words.sending ?? "…";
  // The button's own name and value must still be in the request, so it is disabled a moment later.
  setTimeout(() => { button.disabled = true; });
};
const wake = () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) {
      button.innerHTML = button.dataset.words;
      button.disabled = false;
      button.removeAttribute("aria-busy");
    }
  }
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post" || "many" in form.dataset) return;
  if ("sent" in form.dataset) { event.preventDefault(); return; }
  rest(form, event.submitter?.matches("button") ? event.submitter : null);
});
// The page may come back from the browser's memory with its buttons still at rest; a swap may bring an answer.
addEventListener("pageshow", wake);
document.addEventListener("htmx:after:request", wake);
// An act that is refused keeps its reason in sight and does nothing.
document.addEventListener("click", (event) => { if (event.target.closest("[aria-disabled=true]")) event.preventDefault(); });
