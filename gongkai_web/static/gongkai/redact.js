/* Dragging over the page fills in the four numbers of the form. Without script they are typed.
   What was dragged before the last box waits in `more`: all of them go by one reason. */
"use strict";

(() => {
  const canvas = document.querySelector("svg[data-draw]");
  const form = document.getElementById("box-form");
  if (!canvas || !form) return;
  const WHOLE = 10000;
  const sides = ["x", "y", "w", "h"];
  const fields = sides.map((name) => form.elements[name]);
  const more = form.elements.more;
  const button = form.querySelector("p.buttons button");
  let rect = another();
  let start = null;
  let waiting = false; // a box that was dragged before stands in the fields

  function another() {
    const made = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    made.setAttribute("class", "drawn");
    return made;
  }
  const count = () => { button.textContent = `标上这 ${more.value.split(";").length + 1} 处`; };
  const keep = () => {
    more.value += `${more.value ? ";" : ""}${fields.map((field) => field.value).join(" ")}`;
    rect = another();
    count();
  };
  const within = (value) => Math.round(Math.min(Math.max(value, 0), 1) * WHOLE);
  const place = (event) => {
    const frame = canvas.getBoundingClientRect();
    return [within((event.clientX - frame.left) / frame.width), within((event.clientY - frame.top) / frame.height)];
  };
  const draw = (box) => {
    ["x", "y", "width", "height"].forEach((name, index) => rect.setAttribute(name, box[index]));
    if (!rect.parentNode) canvas.append(rect);
  };
  const typed = () => {
    const box = fields.map((field) => Math.round(parseFloat(field.value) * WHOLE / 100));
    if (box.every((value) => value >= 0) && box[2] > 0 && box[3] > 0) draw(box);
    else rect.remove();
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    waiting = Boolean(rect.parentNode);
    start = place(event);
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!start) return;
    const end = place(event);
    const box = [0, 1].map((i) => Math.min(start[i], end[i])).concat([0, 1].map((i) => Math.abs(start[i] - end[i])));
    if (box[2] < 20 || box[3] < 20) return;
    if (waiting) keep();
    waiting = false;
    draw(box);
    fields.forEach((field, index) => { field.value = (box[index] / 100).toFixed(2); });
  });
  for (const name of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(name, () => {
      const next = form.elements.reason.value ? button : form.elements.reason;
      if (start && rect.parentNode) next.focus({ preventScroll: true });
      start = null;
    });
  }
  // A form that was refused comes back with what had been dragged.
  for (const box of more.value ? more.value.split(";") : []) {
    draw(box.split(" ").map((side) => Math.round(parseFloat(side) * WHOLE / 100)));
    rect = another();
    count();
  }
  fields.forEach((field) => field.addEventListener("input", typed));
  typed();
})();
