// When nobody has touched any tab for data-idle-seconds, the browser leaves; during the last minute a banner counts down.
// One click (or work in another tab) stays. Drafts of all tabs are saved before leaving.
const banner = document.querySelector("[data-idle]");
const WARNING = Math.min(Number(banner?.dataset.idleWarning ?? 60), Number(banner?.dataset.idleSeconds));
const SPOKEN = [60, 30, 10];
const KEY = "thidua:active-at";
const LEAVE = "leave";

const total = Number(banner.dataset.idleSeconds) * 1000;
const left = banner.querySelector("[data-idle-left]");
const voice = banner.querySelector("[data-idle-say]");
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("thidua:idle") : null;
let activeAt = Date.now();
let toldAt = Date.now();
let spoken = null;
let leaving = false;

const share = (at) => {
  tabs?.postMessage(at);
  try { localStorage.setItem(KEY, String(at)); } catch { /* the channel alone tells the other tabs */ }
};
const heard = (at) => { if (at > activeAt) activeAt = at; };

const post = (url) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  return fetch(url, { method: "POST", credentials: "same-origin", redirect: "manual", headers: { "X-CSRFToken": token } }).catch(() => {});
};
// Keeps the session of the server alive; at most once a minute while the person works.
const keepAlive = () => {
  toldAt = Date.now();
  post(banner.dataset.stayUrl);
};
const touched = () => {
  const now = Date.now();
  if (!banner.hidden || now - activeAt < 1000) return; // while it counts, only the button (or another tab) stays
  activeAt = now;
  share(now);
  if (now - toldAt > 60_000) keepAlive();
};
const stay = () => {
  activeAt = Date.now();
  share(activeAt);
  keepAlive();
  hide();
};
const hide = () => {
  if (banner.hidden) return;
  banner.hidden = true;
  spoken = null;
  voice.textContent = "";
};
const later = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const saved = () => {
  const waits = [];
  document.dispatchEvent(new CustomEvent("thidua:save-drafts", { cancelable: true, detail: { wait: (promise) => waits.push(promise) } }));
  return Promise.race([Promise.allSettled(waits), later(8000)]);
};
// All tabs save at once, and none logs out before the last has saved: savers share a lock, logging out wants it alone.
const leave = async () => {
  leaving = true;
  tabs?.postMessage(LEAVE);
  await (navigator.locks ? navigator.locks.request(KEY, { mode: "shared" }, saved) : saved());
  document.dispatchEvent(new CustomEvent("thidua:leaving"));
  await later(1000); // so long the other tabs have to hear of it
  const out = () => (banner.dataset.logoutUrl ? post(banner.dataset.logoutUrl) : null);
  await (navigator.locks ? navigator.locks.request(KEY, out) : out());
  location.assign(banner.dataset.leaveUrl);
};
const look = () => {
  if (leaving) return;
  try { heard(Number(localStorage.getItem(KEY))); } catch { /* no storage */ }
  const seconds = Math.ceil((activeAt + total - Date.now()) / 1000);
  if (seconds <= 0) { left.textContent = "0"; leave(); return; }
  if (seconds > WARNING) { hide(); return; }
  banner.hidden = false;
  left.textContent = String(seconds);
  const say = SPOKEN.filter((mark) => seconds <= mark).at(-1) ?? WARNING;
  if (say !== spoken) {
    spoken = say;
    voice.textContent = voice.dataset.words.replace("{n}", seconds);
  }
};

share(activeAt);
tabs?.addEventListener("message", (event) => {
  if (event.data !== LEAVE) heard(event.data);
  else if (!leaving && activeAt + total - Date.now() <= 2000) return leave();
  look();
});
addEventListener("storage", (event) => { if (event.key === KEY) { heard(Number(event.newValue)); look(); } });
for (const name of ["pointerdown", "keydown", "wheel", "touchstart"]) addEventListener(name, touched, { passive: true });
document.addEventListener("visibilitychange", look);
banner.querySelector("[data-idle-stay]").addEventListener("click", stay);
setInterval(look, 500);
