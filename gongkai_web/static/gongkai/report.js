/* A number of the palette goes into the text where the cursor stands. Without script its name is copied. */
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
      text.setRangeText(token.dataset.token, text.selectionStart, text.selectionEnd, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
      text.focus();
    });
    token.replaceWith(button);
  }
})();
