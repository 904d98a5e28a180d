/* A number of the palette goes into the text where the cursor stands, and the text stands beside it as it will
   be printed, with a mark at a typed number that contradicts the records. Without script the names are copied
   and the button shows the print. */
"use strict";

(() => {
  const text = document.querySelector("textarea[data-names]");
  if (!text) return;
  for (const token of document.querySelectorAll(".token")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "token";
    button.textContent = token.textContent;
    button.addEventListener("click", () => {
      text.setRangeText(token.textContent, text.selectionStart, text.selectionEnd, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
      text.focus();
    });
    token.replaceWith(button);
  }

  // A moment after the last key: one question at a time, and the last answer counts.
  const look = document.querySelector("[data-preview]");
  const form = text.form;
  let waiting = 0;
  let asked = 0;
  const ask = async () => {
    const number = (asked += 1);
    try {
      const answer = await fetch(look.dataset.preview, {
        method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "error",
      });
      if (!answer.ok) return;
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (number === asked) look.replaceChildren(...found.body.childNodes);
    } catch {
      // The text stays as it is typed; the button shows the print.
    }
  };
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 500);
  });
  if (text.value && !look.childElementCount) ask();
})();
