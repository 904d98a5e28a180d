/* The switches at the head of the page, without loading the page again. Without script they are ordinary links. */
"use strict";

for (const link of document.querySelectorAll("a[data-look]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const classes = document.documentElement.classList;
    const active = classes.toggle(link.dataset.look);
    link.textContent = active ? link.dataset.off : link.dataset.on;
    const href = new URL(link.href);
    href.searchParams.set("look", (active ? "no-" : "") + link.dataset.look);
    link.href = href.search;
    const modes = ["elder", "contrast"].filter((mode) => classes.contains(mode));
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `look=${modes.join(".")}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  });
}
