// Conveniences of the pages for people without an account; each of them works without. Nothing is kept on the phone and
// nothing is sent but the form itself.
(() => {
  "use strict";
  const form = document.querySelector("form[method=post]");
  if (!form) return;
  const AGAIN = 10000;
  let sending = false;
  let touched = false;

  // Characters used, beside each long field.
  const count = (field) => {
    const place = field.id && document.querySelector(`[data-count="${field.id}"]`);
    if (place) place.textContent = place.textContent.replace(/^\d+/, String([...field.value].length));
  };

  // Files are weighed before they are sent: what would be refused need not travel.
  const weigh = (field) => {
    const files = [...field.files];
    const bytes = files.reduce((sum, one) => sum + one.size, 0);
    const { most, bytes: bound, tooMany, tooLarge } = field.dataset;
    field.setCustomValidity(files.length > Number(most) ? tooMany : bytes > Number(bound) ? tooLarge : "");
    field.reportValidity();
  };

  form.addEventListener("input", (event) => { touched = true; count(event.target); });
  form.addEventListener("change", (event) => {
    touched = true;
    if (event.target.matches("[data-too-large]")) weigh(event.target);
  });

  // A form is sent once, and says that it is on its way.
  const told = form.querySelector("[data-sending]");
  const rest = () => { sending = false; };
  form.addEventListener("submit", (event) => {
    if (sending) { event.preventDefault(); return; }
    sending = true;
    if (told) { told.textContent = told.dataset.sending; told.hidden = false; }
    setTimeout(rest, AGAIN);
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) { rest(); if (told) told.hidden = true; } });

  // Who leaves in the middle is asked first: nothing of what was typed is kept anywhere.
  window.addEventListener("beforeunload", (event) => { if (touched && !sending) event.preventDefault(); });
})();
