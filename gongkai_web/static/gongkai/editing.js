/* Who else has this text open? Each minute the page renews its own lease and asks; when it is left it gives the
   lease back. Without script the opening of the page counts for a quarter of an hour. */
"use strict";

(() => {
  const told = document.querySelector("[data-editing]");
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (!told || !token || !window.fetch) return;
  const sent = (more) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", token.value);
    if (more) data.append(more, "1");
    return data;
  };
  const show = (said) => {
    told.replaceChildren(...said.map((one) => Object.assign(document.createElement("p"), { textContent: one })));
    told.hidden = !said.length;
  };
  const ask = () => fetch(told.dataset.editing, { method: "POST", body: sent() })
    .then((answer) => (answer.ok ? answer.json() : { said: [] }))
    .then((answer) => show(answer.said))
    .catch(() => {});
  ask();
  setInterval(ask, 60000);
  window.addEventListener("pagehide", () => navigator.sendBeacon(told.dataset.editing, sent("leave")));
})();
