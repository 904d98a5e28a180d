/* What is typed into an application outlives the page: a link followed, a tab that a phone let go of.

   It lies in this tab alone (sessionStorage), for an hour, until it is handed in: without identity numbers and
   files, and without the key of a draft, whose page shows the number. Put back, it goes through the server like
   any other typing. Without script a draft is saved by its button. */
"use strict";

const AN_HOUR = 60 * 60 * 1000;
// Never kept, and never put back.
const ASIDE = /^(csrfmiddlewaretoken|submission_key|draft)$|id_number$/;

const form = document.querySelector("form[data-keep]");
const done = document.querySelector("[data-handed-in]");

if (done) sessionStorage.removeItem(`apply:${done.dataset.handedIn}`);
if (form) {
  keep(form, `apply:${form.dataset.keep}`);
  form.addEventListener("keydown", onwards);
}

function keep(form, key) {
  const first = typed(form);
  const before = kept(key);
  // A page that is loaded again shows what was sent, not what was typed since.
  const [loaded] = performance.getEntriesByType("navigation");
  const answer = form.hasAttribute("data-answer") && loaded.type === "navigate";
  const unsaved = () => !same(typed(form), first) || (answer && first.length > 0 && !form.elements.draft.value);
  let leaving = false;

  if (!answer && before.length && !same(before, first)) offer(form, key, before);
  else store();

  function store() {
    sessionStorage.setItem(key, JSON.stringify({ at: Date.now(), pairs: typed(form) }));
  }
  form.addEventListener("input", store);
  form.addEventListener("change", store);
  // Buttons and links of the site lose nothing; a closed tab does.
  document.addEventListener("submit", () => { leaving = true; });
  document.addEventListener("click", (event) => { leaving = Boolean(event.target.closest("a[href]")); });
  addEventListener("beforeunload", (event) => { if (unsaved() && !leaving) event.preventDefault(); });
}

/* What was typed here within the hour, as pairs. What is older is forgotten. */
function kept(key) {
  const { at, pairs } = JSON.parse(sessionStorage.getItem(key) || "{}");
  if (at > Date.now() - AN_HOUR) return pairs.filter(([name]) => !ASIDE.test(name));
  sessionStorage.removeItem(key);
  return [];
}

function offer(form, key, before) {
  const box = document.getElementById("kept");
  box.hidden = false;
  box.querySelector('[data-kept="back"]').addEventListener("click", () => {
    const secrets = ["csrfmiddlewaretoken", "submission_key"].map((name) => [name, form.elements[name].value]);
    const back = document.createElement("form");
    Object.assign(back, { method: "post", action: form.getAttribute("action"), hidden: true });
    for (const [name, value] of [...before, ...secrets, ["look", "1"]]) {
      const field = document.createElement("textarea");
      Object.assign(field, { name, value });
      back.append(field);
    }
    document.body.append(back);
    back.requestSubmit();
  });
  box.querySelector('[data-kept="away"]').addEventListener("click", () => {
    sessionStorage.removeItem(key);
    box.hidden = true;
  });
}

/* Enter within a line goes on to the next field, as the key of a phone says; it does not send the page. */
function onwards(event) {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches("input:not([type=file])")) return;
  event.preventDefault();
  const fields = [...form.elements].filter((one) => one.matches("input, select, textarea") && one.offsetParent);
  fields[fields.indexOf(event.target) + 1]?.focus();
}

/* What is filled in, as pairs; none where nothing is. */
function typed(form) {
  const pairs = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !ASIDE.test(name));
  return pairs.some(([name, value]) => value && name !== "joints") ? pairs : [];
}

function same(some, others) {
  return JSON.stringify(some) === JSON.stringify(others);
}
