/* A link out of a form that is not finished takes what was typed along: it becomes a button of the form, which
   the page keeps (office/unfinished.py). 取消 drops it; closing the window asks first. Without script a link is
   a link, and the buttons 涂黑 and the like keep by themselves. */
"use strict";

(() => {
  const page = document.body;
  if (!("keeps" in page.dataset)) return;
  const own = [...document.querySelectorAll("main form[method=post]:not([action])")];
  // A form that comes back from the server with what was typed is unfinished from the start.
  let open = "typed" in page.dataset ? own[0] : undefined;

  const hidden = (form, name, value) => {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  };

  const leave = (there) => {
    const form = open;
    open = undefined;
    // Where a page has several forms the name of its button says which one it was.
    const button = form.querySelector("button");
    if (button && button.name) hidden(form, button.name, button.value);
    hidden(form, "leave", there.pathname + there.search + there.hash);
    for (const field of form.querySelectorAll("input[type=file]")) field.disabled = true;
    form.submit();
  };

  for (const form of own) form.addEventListener("input", () => { open = form; });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (open && form.method === "get" && !event.defaultPrevented) {
      event.preventDefault();
      const there = new URL(form.action);
      there.search = new URLSearchParams(new FormData(form)).toString();
      leave(there);
    } else if (own.includes(form)) open = undefined;
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!open || !link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    const here = link.pathname + link.search === location.pathname + location.search;
    if (here && link.hash) return;
    if (own.includes(link.closest("form")) && link.closest(".buttons")) {
      open = undefined;
      return;
    }
    event.preventDefault();
    leave(new URL(link.href));
  });

  window.addEventListener("beforeunload", (event) => {
    if (open) event.preventDefault();
  });
})();
