// The review page by keyboard. The page works without this: every key presses a button or opens a form that stands there.
//
// j, k: next and previous claim · a accept, r reject, s split off · c correct, m merge, g grade · u undo the last decision ·
// ? help. A decision asks for its reason first; Enter in the reason sends it.

/** The claims on the page, in order. */
const claims = () => [...document.querySelectorAll(".waits")];

/** The claim that the keys are about: the one with the focus, else the one chosen last, else the first. */
function current() {
  const within = document.activeElement?.closest(".waits");
  return within ?? document.querySelector(".waits[data-current]") ?? claims()[0];
}

function choose(claim) {
  if (!claim) return;
  for (const other of document.querySelectorAll(".waits[data-current]")) delete other.dataset.current;
  claim.dataset.current = "";
  claim.tabIndex = -1;
  claim.focus({ preventScroll: true });
  claim.scrollIntoView({ block: "nearest" });
}

/** To the next claim (1) or the one before (-1); at the end of a page, to the page after it. */
function step(by) {
  const list = claims();
  const next = list[list.indexOf(current()) + by];
  const chosen = document.querySelector(".waits[data-current]");
  if (by > 0 && !chosen && list.length > 1) return choose(list[0]);
  if (next) return choose(next);
  document.querySelector(by > 0 ? 'a[rel="next"]' : 'a[rel="prev"]')?.click();
}

/** Puts the cursor into a form; the button that Enter will press is the one asked for. */
function ask(form, button) {
  if (!form) return;
  form.dataset.enter = button?.value ?? "";
  for (const other of form.querySelectorAll("button")) other.toggleAttribute("data-chosen", other === button);
  const fields = [...form.querySelectorAll("input:not([type=hidden]), select")];
  (fields.find((f) => !f.value) ?? fields[0])?.focus();
}

function act(key) {
  const claim = current();
  const button = claim?.querySelector(`button[data-key="${key}"]`);
  if (button) return ask(button.form, button);
  const part = claim?.querySelector(`details[data-key="${key}"]`);
  if (part) {
    part.open = true;
    return ask(part.querySelector("form"), part.querySelector("button"));
  }
  // On the list these stand on the claim's own page.
  const more = claim?.querySelector("a.more");
  if (more && "cmsg".includes(key)) {
    sessionStorage.setItem("review-key", key);
    more.click();
  }
}

function undo() {
  // The decision just made; else, on a claim's page, the last one on it.
  const forms = [...document.querySelectorAll(".done form.undo, .log form.undo")];
  const form = document.querySelector(".done form.undo") ?? forms.at(-1);
  ask(form, form?.querySelector("button"));
}

function help() {
  const keys = document.querySelector("details.keys");
  if (!keys) return;
  keys.open = !keys.open;
  if (keys.open) keys.scrollIntoView({ block: "nearest" });
}

const KEYS = { j: () => step(1), k: () => step(-1), u: undo, "?": help };
for (const key of "arscmg") KEYS[key] = () => act(key);

function typing(target) {
  return target.closest?.("input, select, textarea, [contenteditable]");
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (typing(event.target)) {
    if (event.key === "Escape") choose(current());
    return;
  }
  const run = KEYS[event.key];
  if (!run) return;
  event.preventDefault();
  run();
}

/** Enter sends the decision that was asked for, not the first button of the form. */
function entered(event) {
  const form = event.target.form;
  if (event.key !== "Enter" || !form?.dataset.enter || event.target.localName !== "input") return;
  event.preventDefault();
  form.requestSubmit(form.querySelector(`button[value="${form.dataset.enter}"]`));
}

/** A form is sent once, however often its key is pressed. */
function once(event) {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
}

function start() {
  if (!["review", "decisions"].includes(document.body.dataset.subject)) return;
  document.addEventListener("keydown", entered, true);
  document.addEventListener("keydown", pressed);
  document.addEventListener("submit", once);
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });
  const keys = document.querySelector("details.keys");
  if (keys) keys.hidden = false;
  const waiting = sessionStorage.getItem("review-key");
  sessionStorage.removeItem("review-key");
  if (waiting && document.querySelector("[data-one]")) act(waiting);
  else if (location.hash) choose(document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest(".waits"));
}

start();
