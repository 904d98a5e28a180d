/* Who else has this text open? Each minute the page renews its own lease and asks; when it is left it gives the
   lease back. Without script the opening of the page counts for a quarter of an hour. */
"use strict";

(() => {
  const told = document.querySelector("[data-editing]");
  if (!told || !window.fetch) return;
  const { editing } = told.dataset;
  const show = (said) => {
    told.replaceChildren(...said.map((one) => Object.assign(document.createElement("p"), { textContent: one })));
    told.hidden = !said.length;
  };
  const ask = () => fetch(editing, { credentials: "same-origin" })
    .then((answer) => (answer.ok ? answer.json() : { said: [] }))
    .then((answer) => show(answer.said))
    .catch(() => {});
  ask();
  setInterval(ask, 60000);
  window.addEventListener("pagehide", () => fetch(`${editing}?leave=1`, { keepalive: true }));
})();
