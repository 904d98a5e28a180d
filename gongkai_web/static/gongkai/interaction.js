/* The small computation of a form (gongkai_web/visitors/effort.py): a number for which the digest of the key
   begins with zeros. Without script, or where the browser has no digests, the form waits a few seconds instead. */
(() => {
  const form = document.querySelector("form[data-effort]");
  if (!form || !window.crypto || !crypto.subtle) return;
  const bits = Number(form.dataset.effort);
  const key = form.elements.submission_key.value;
  const encoder = new TextEncoder();

  const fits = async (number) => {
    const found = await crypto.subtle.digest("SHA-256", encoder.encode(`${key}:${number}`));
    return new DataView(found).getUint32(0) >>> (32 - bits) === 0;
  };

  const search = async () => {
    for (let number = 0; ; number += 1) {
      if (await fits(number)) {
        form.elements.effort.value = String(number);
        return;
      }
    }
  };
  search();
})();
