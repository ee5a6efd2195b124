// Forms with data-autosave save themselves after a pause: the changed fields of one row ([data-row]) or of the form.
// What is not yet saved is kept as a draft in localStorage and survives a lost connection or an ended session.
const words = document.getElementById("ui-words")?.dataset ?? {};
const PAUSE = 900;
const savers = new WeakMap();
let gone = false; // the session ends: drafts are kept on this machine, so nothing asks

const value = (field) => (field.type === "checkbox" ? (field.checked ? field.value : "") : field.value);
const isField = (field) => field.name && !field.disabled && !["hidden", "submit", "button", "file"].includes(field.type);
const clock = () => new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });

class Saver {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.saveUrl || form.action;
    this.key = `draft:${form.dataset.draftKey || location.pathname + "#" + (form.id || "form")}`;
    this.state = form.querySelector("[data-autosave-state]");
    this.changed = new Map(); // place of the row ("" for the form) → Set of fields
    this.saving = null;
    this.stopped = false; // after a conflict nothing is sent any more
    this.held = false; // an old draft was filled in: only an explicit save sends it
    form.addEventListener("input", (event) => this.note(event.target));
    form.addEventListener("change", (event) => this.note(event.target));
    form.addEventListener("thidua:save-now", () => { this.held = false; this.save(); });
    form.addEventListener("submit", () => this.forget());
    this.restore();
  }

  row(place) { return place === "" ? null : this.form.querySelector(`[data-row="${CSS.escape(place)}"]`); }

  version(place) { return this.row(place)?.dataset.version ?? this.form.querySelector("input[name=version]")?.value; }

  place(field) { return field.closest("[data-row]")?.dataset.row ?? ""; }

  get waiting() { return [...this.changed.values()].some((fields) => fields.size); }

  note(field) {
    if (!isField(field)) return;
    const place = this.place(field);
    if (!this.changed.has(place)) this.changed.set(place, new Set());
    this.changed.get(place).add(field);
    field.classList.add("cell-unsaved");
    this.keep();
    clearTimeout(this.timer);
    if (!this.stopped && !this.held) this.timer = setTimeout(() => this.save(), Number(this.form.dataset.pause ?? PAUSE));
  }

  async save() {
    clearTimeout(this.timer);
    if (this.saving) await this.saving;
    if (!this.waiting || this.stopped || this.held) return !this.waiting;
    this.saving = this.send();
    const done = await this.saving;
    this.saving = null;
    return done;
  }

  async send() {
    this.say("saving", words.saving);
    for (const [place, fields] of [...this.changed]) {
      if (!fields.size) continue;
      const sent = new Map([...fields].map((field) => [field, value(field)]));
      const row = this.row(place);
      const body = new FormData();
      for (const [field, text] of sent) body.append(field.name, text);
      if (row) body.append("row", place);
      const version = this.version(place);
      if (version !== undefined) body.append("version", version);
      let answer;
      try {
        answer = await fetch(this.url, {
          method: "POST", body, credentials: "same-origin", redirect: "manual",
          headers: { "X-Autosave": "1", Accept: "application/json", "X-CSRFToken": this.form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "" },
        });
      } catch {
        return this.fail(words.offline, true);
      }
      if (answer.status === 409) return this.conflict(answer);
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return this.fail(words.signedOut, false);
      if (answer.status >= 500) return this.fail(words.server, true);
      const told = await answer.json().catch(() => ({}));
      if (!answer.ok) return this.wrong(told, sent);
      if (told.version !== undefined) {
        if (row) row.dataset.version = told.version;
        else { const kept = this.form.querySelector("input[name=version]"); if (kept) kept.value = told.version; }
      }
      for (const [field, text] of sent) {
        if (value(field) !== text) continue; // typed again meanwhile: stays to be saved
        fields.delete(field);
        field.classList.remove("cell-unsaved", "cell-wrong");
        field.removeAttribute("aria-invalid");
      }
    }
    this.keep();
    if (this.waiting) { this.timer = setTimeout(() => this.save(), PAUSE); return false; }
    this.say("saved", words.saved?.replace("{time}", clock()));
    return true;
  }

  wrong(told, sent) {
    const errors = told.errors ?? {};
    let first = "";
    for (const [field] of sent) {
      const own = errors[field.name];
      if (!own) continue;
      first ||= [].concat(own)[0];
      field.classList.add("cell-wrong");
      field.setAttribute("aria-invalid", "true");
      field.title = [].concat(own).join(" ");
    }
    const reason = first || [].concat(errors.__all__ ?? told.reason ?? "?")[0];
    return this.fail(reason, false);
  }

  fail(reason, again) {
    this.keep();
    this.say("wrong", words.unsaved?.replace("{reason}", reason));
    if (again) this.timer = setTimeout(() => this.save(), 10_000);
    return false;
  }

  async conflict(answer) {
    this.stopped = true; // saving again would overwrite the other person's work
    const told = await answer.json().catch(() => ({}));
    this.say("wrong", told.reason ?? words.conflict);
    this.form.dispatchEvent(new CustomEvent("thidua:conflict", { bubbles: true, detail: told }));
    return false;
  }

  say(state, text) {
    if (!this.state || !text) return;
    this.state.dataset.state = state;
    this.state.textContent = text;
  }

  keep() {
    const draft = [...this.changed].flatMap(([place, fields]) => [...fields].map((field) => [place, field.name, value(field), this.version(place)]));
    try {
      if (draft.length) localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), draft }));
      else localStorage.removeItem(this.key);
    } catch { /* no storage: the warning on leaving remains */ }
  }

  forget() {
    this.changed.clear();
    clearTimeout(this.timer);
    try { localStorage.removeItem(this.key); } catch { /* nothing was kept */ }
  }

  restore() {
    let kept;
    try { kept = JSON.parse(localStorage.getItem(this.key)); } catch { return; }
    let filled = 0;
    for (const [place, name, text, version] of kept?.draft ?? []) {
      const near = place === "" ? this.form : this.row(place);
      const fields = [...(near?.querySelectorAll(`[name="${CSS.escape(name)}"]`) ?? [])];
      const field = fields.find((one) => one.type !== "radio" || one.value === text);
      if (!field || value(field) === text && field.type !== "radio") continue;
      if (field.type === "checkbox") field.checked = text !== "";
      else if (field.type === "radio") field.checked = true;
      else field.value = text;
      filled += 1;
      this.held ||= version !== this.version(place);
      this.note(field);
    }
    if (this.held) clearTimeout(this.timer);
    if (filled) this.say(this.held ? "wrong" : "restored", this.held ? words.older : words.restored);
    else if (kept) this.forget();
  }
}

const start = () => {
  for (const form of document.querySelectorAll("form[data-autosave]")) {
    if (!savers.has(form)) savers.set(form, new Saver(form));
  }
};
const all = () => [...document.querySelectorAll("form[data-autosave]")].map((form) => savers.get(form)).filter(Boolean);

start();
document.addEventListener("htmx:after:swap", start);
document.addEventListener("thidua:save-drafts", (event) => {
  for (const saver of all()) event.detail?.wait?.(saver.save());
});
addEventListener("beforeunload", (event) => {
  if (all().some((saver) => saver.waiting && !gone)) event.preventDefault();
});
document.addEventListener("thidua:leaving", () => { gone = true; });
addEventListener("online", () => all().forEach((saver) => saver.save()));
