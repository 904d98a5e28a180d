/* The switches at the head of the page, without loading the page again, and what is suggested while somebody
   types. Without script the switches are ordinary links, and the page of results suggests the same.
   The page is read aloud by the voice of the browser; where it has none, no button is shown. */
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
    const modes = ["elder", "contrast", "hant"].filter((mode) => classes.contains(mode));
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `look=${modes.join(".")}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  });
}

/* A list of the browser's own: it is read out and closed as people know it. Only the last answer counts. */
for (const field of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("datalist");
  list.id = `${field.id}-suggestions`;
  field.after(list);
  field.setAttribute("list", list.id);
  field.autocomplete = "off";
  let waiting = 0;
  let asked = "";
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      asked = field.value;
      const typed = asked;
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(typed)}`).catch(() => null);
      if (!answer?.ok || typed !== asked) return;
      const { suggestions } = await answer.json();
      list.replaceChildren(
        ...suggestions.map(({ text, kind }) => Object.assign(document.createElement("option"), { value: text, label: kind })),
      );
    }, 250);
  });
}

for (const button of document.querySelectorAll("button[data-aloud]")) {
  const speech = window.speechSynthesis;
  if (!speech) break;
  const language = () => document.querySelector("main [lang]")?.lang || "zh";
  const voice = () => speech.getVoices().find((one) => one.lang.toLowerCase().startsWith(language().slice(0, 2)));
  const offer = () => { button.hidden = !voice(); };
  const say = (speaking) => { button.textContent = speaking ? button.dataset.quiet : button.dataset.aloud; };
  offer();
  speech.addEventListener("voiceschanged", offer);
  window.addEventListener("pagehide", () => speech.cancel());

  button.addEventListener("click", () => {
    const speaking = speech.speaking;
    speech.cancel();
    say(!speaking);
    if (speaking) return;
    // One sentence after another: browsers fall silent within a long text.
    const sentences = document.querySelector("main").innerText.match(/[^。！？；\n]+[。！？；]?/g) || [];
    sentences.forEach((words, at) => {
      const spoken = Object.assign(new SpeechSynthesisUtterance(words), { lang: language(), voice: voice() });
      if (at === sentences.length - 1) spoken.onend = () => say(false);
      speech.speak(spoken);
    });
  });
}
