/* Writing and pasting a text as it will look. The field of the form stays what is sent: without script it is
   there to be typed into, with script it follows what stands in the area. What is pasted goes to the server
   as the clipboard holds it and comes back in the one form of our texts, with a sentence for what it could
   not bring; its pictures are kept there. */
"use strict";

(() => {
  const field = document.querySelector("textarea[data-paste]");
  if (!field || !window.fetch || !document.execCommand) return;
  const form = field.form;
  const { paste, pictures } = field.dataset;
  const label = form.querySelector(`label[for="${field.id}"]`);

  const made = (name, facts, ...inside) => {
    const element = Object.assign(document.createElement(name), facts);
    element.append(...inside);
    return element;
  };
  const area = made("div", { className: "area text", contentEditable: "true" });
  const said = made("ul", { className: "points" });
  const working = made("p", { className: "hint" });
  const status = made("div", { className: "said" }, working, said);
  const bar = made("div", { className: "bar" });
  const picked = made("input", { type: "file", accept: "image/png,image/jpeg,image/gif", hidden: true });
  area.setAttribute("role", "textbox");
  area.setAttribute("aria-multiline", "true");
  area.setAttribute("aria-label", label ? label.firstChild.textContent.trim() : "");
  status.setAttribute("role", "status");
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "格式");

  // The text names a picture by its digest; here it has an address, so that it is seen.
  const shown = (html) => {
    const body = new DOMParser().parseFromString(html, "text/html").body;
    for (const image of body.querySelectorAll("img")) {
      const known = image.getAttribute("src").match(/^sha256:([0-9a-f]{64})$/);
      if (known) image.setAttribute("src", `${pictures}${known[1]}/`);
    }
    return body.innerHTML;
  };
  const follow = () => { field.value = area.innerHTML; };
  const changed = () => {
    follow();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  // What one paste could not bring stays there when the next one comes.
  const tell = (sentences) => {
    working.textContent = "";
    said.append(...sentences.map((one) => made("li", {}, one)));
  };
  const notes = () => area.querySelectorAll(".footnotes li[id]").length;
  // Footnotes go to those that stand at the end already: the text goes on where it was.
  const apart = (html) => {
    const body = new DOMParser().parseFromString(shown(html), "text/html").body;
    const items = [...body.querySelectorAll(".footnotes li")];
    for (const section of body.querySelectorAll(".footnotes")) section.remove();
    return [body.innerHTML, items];
  };
  const insert = (html) => {
    const [text, items] = apart(html);
    area.focus();
    document.execCommand("insertHTML", false, text);
    if (items.length && !area.querySelector(".footnotes ol")) {
      area.append(made("section", { className: "footnotes" }, made("ol", {})));
    }
    for (const item of items) area.querySelector(".footnotes ol").append(item);
    changed();
  };

  const bring = async (html, plain) => {
    const given = new FormData();
    for (const name of ["csrfmiddlewaretoken", "once"]) {
      const key = form.elements[name];
      if (key) given.append(name, key.value);
    }
    given.append("html", new Blob([html], { type: "text/html" }), "paste.html");
    given.append("notes", notes());
    working.textContent = "正在整理粘贴的内容……";
    try {
      const answer = await fetch(paste, { method: "POST", body: given, credentials: "same-origin" });
      const read = await answer.json();
      if (read.html !== undefined) insert(read.html);
      tell(read.said);
    } catch {
      // Nothing that was pasted is lost: its words stand there, without their look.
      document.execCommand("insertText", false, plain);
      changed();
      tell(["没有连上服务器，或者登录已经过期：只带入了文字，没有带入格式和图片。"]);
    }
  };
  const asData = (file) => new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(`<p><img src="${reader.result}" alt=""></p>`);
    reader.readAsDataURL(file);
  });
  const bringPictures = async (files) => {
    const images = [...files].filter((file) => file.type.startsWith("image/"));
    if (images.length) await bring((await Promise.all(images.map(asData))).join(""), "");
    return images.length;
  };

  area.addEventListener("paste", (event) => {
    const clip = event.clipboardData;
    const html = clip.getData("text/html");
    const plain = clip.getData("text/plain");
    if (!html && !clip.files.length) return; // plain words: the browser puts them in
    event.preventDefault();
    if (html && (plain.trim() || !clip.files.length)) bring(html, plain);
    else bringPictures(clip.files);
  });
  area.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    bringPictures(event.dataTransfer.files);
  });
  picked.addEventListener("change", async () => {
    await bringPictures(picked.files);
    picked.value = "";
  });
  area.addEventListener("click", (event) => {
    if (event.target.localName !== "img") return;
    const words = window.prompt("这幅图的说明（看不见图的人读到它）：", event.target.alt);
    if (words === null) return;
    event.target.alt = words;
    changed();
  });
  area.addEventListener("input", follow);

  const BUTTONS = [
    ["段落", "formatBlock", "p"], ["一级标题", "formatBlock", "h2"], ["二级标题", "formatBlock", "h3"],
    ["粗体", "bold"], ["编号", "insertOrderedList"], ["列表", "insertUnorderedList"],
    ["居中", "justifyCenter"], ["居右", "justifyRight"], ["撤销", "undo"],
  ];
  const button = (words, act) => {
    const one = made("button", { type: "button", className: "button quiet" }, words);
    one.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    one.addEventListener("click", act);
    return one;
  };
  for (const [words, command, value] of BUTTONS) {
    bar.append(button(words, () => {
      area.focus();
      document.execCommand(command, false, value);
      changed();
    }));
  }
  bar.append(button("插入图片", () => picked.click()));
  const source = button("看源码", () => {
    const plain = area.hidden;
    if (plain) area.innerHTML = shown(field.value);
    area.hidden = !plain;
    field.hidden = plain;
    source.textContent = plain ? "看源码" : "看样子";
    (plain ? area : field).focus();
  });
  bar.append(source);

  document.execCommand("defaultParagraphSeparator", false, "p");
  area.innerHTML = shown(field.value) || "<p><br></p>";
  field.hidden = true;
  field.before(bar, area, status);
  form.append(picked);
  // Back and forth in the browser: what it put back into the field is shown.
  window.addEventListener("pageshow", () => {
    if (field.value && !area.hidden) area.innerHTML = shown(field.value);
  });
})();
