/* What is typed into an application outlives the page: a link followed, a tab that a phone let go of.

   It lies in this tab alone (sessionStorage), without identity numbers and files, until it is handed in. Put
   back, it goes through the server like any other typing. Without script a draft is saved by its button. */
"use strict";

const form = document.querySelector("form[data-keep]");
const done = document.querySelector("[data-handed-in]");

if (done) sessionStorage.removeItem(`apply:${done.dataset.handedIn}`);
if (form) {
  keep(form, `apply:${form.dataset.keep}`);
  form.addEventListener("keydown", onwards);
}

function keep(form, key) {
  const first = typed(form);
  const before = JSON.parse(sessionStorage.getItem(key) || "[]");
  // A page that is loaded again shows what was sent, not what was typed since.
  const [loaded] = performance.getEntriesByType("navigation");
  const answer = form.hasAttribute("data-answer") && loaded.type === "navigate";
  const unsaved = () => !same(typed(form), first) || (answer && first.length > 0 && !form.elements.draft.value);
  let leaving = false;

  if (!answer && before.length && !same(before, first)) offer(form, key, before);
  else store();

  function store() {
    sessionStorage.setItem(key, JSON.stringify(typed(form)));
  }
  form.addEventListener("input", store);
  form.addEventListener("change", store);
  // Buttons and links of the site lose nothing; a closed tab does.
  document.addEventListener("submit", () => { leaving = true; });
  document.addEventListener("click", (event) => { leaving = Boolean(event.target.closest("a[href]")); });
  addEventListener("beforeunload", (event) => { if (unsaved() && !leaving) event.preventDefault(); });
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
  const aside = /^(csrfmiddlewaretoken|submission_key)$|id_number$/;
  const pairs = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !aside.test(name));
  return pairs.some(([name, value]) => value && name !== "joints") ? pairs : [];
}

function same(some, others) {
  const plain = (pairs) => JSON.stringify(pairs.filter(([name]) => name !== "draft"));
  return plain(some) === plain(others);
}
