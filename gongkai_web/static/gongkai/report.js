/* A number of the palette goes into the text where the cursor stands, and the text stands beside it as it will
   be printed, with a mark at a typed number that contradicts the records. Without script the names are copied,
   and buttons open the kinds of numbers and show the print. */
"use strict";

(() => {
  const text = document.querySelector("textarea[data-names]");
  if (!text) return;
  const form = text.form;
  const arm = (part) => {
    for (const token of part.querySelectorAll("span.token")) {
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
  };
  arm(document);

  // What is opened is asked for once; its button asks for the same where this fails.
  document.querySelector(".palette").addEventListener("toggle", async (event) => {
    const part = event.target;
    const button = part.querySelector(":scope > button[form]");
    if (!part.open || !button || button.disabled) return;
    const given = new FormData(form);
    given.set(button.name, button.value);
    button.disabled = true;
    try {
      const answer = await fetch(location.pathname, {
        method: "POST", body: given, credentials: "same-origin", redirect: "error",
      });
      const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id);
      if (answer.ok && found) part.replaceChildren(...found.childNodes);
      arm(part);
    } catch {
      // The button is there still.
    }
    button.disabled = false;
  }, true);

  // A moment after the last key: one question at a time, and the last answer counts.
  const look = document.querySelector("[data-preview]");
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
