/* Dragging over the page fills in the four numbers of the form. Without script they are typed. */
"use strict";

(() => {
  const canvas = document.querySelector("svg[data-draw]");
  const form = document.getElementById("box-form");
  if (!canvas || !form) return;
  const WHOLE = 10000;
  const sides = ["x", "y", "w", "h"];
  const fields = sides.map((name) => form.elements[name]);
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  rect.setAttribute("class", "drawn");
  let start = null;

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
    start = place(event);
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!start) return;
    const end = place(event);
    const box = [0, 1].map((i) => Math.min(start[i], end[i])).concat([0, 1].map((i) => Math.abs(start[i] - end[i])));
    if (box[2] < 20 || box[3] < 20) return;
    draw(box);
    fields.forEach((field, index) => { field.value = (box[index] / 100).toFixed(2); });
  });
  for (const name of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(name, () => {
      if (start && rect.parentNode) form.elements.reason.focus({ preventScroll: true });
      start = null;
    });
  }
  fields.forEach((field) => field.addEventListener("input", typed));
  typed();
})();
