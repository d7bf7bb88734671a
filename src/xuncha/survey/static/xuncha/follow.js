// Shows a follow-up as soon as an option that opens it is chosen. Without this script it comes on the next page.
(() => {
  "use strict";
  const form = document.querySelector("form[data-follow]");
  if (!form) return;
  const waiting = [...form.querySelectorAll("template[data-question]")];
  const shown = (id) => form.querySelector(`div[data-question="${id}"]`);

  function chosen(id) {
    const inputs = form.querySelectorAll(`div[data-question="${id}"] input:checked`);
    return [...inputs].map((input) => input.value);
  }

  function follow() {
    for (const template of waiting) {
      const { question, after, on } = template.dataset;
      const open = chosen(after).some((value) => on.split(" ").includes(value));
      const here = shown(question);
      if (open && !here) template.after(template.content.cloneNode(true));
      if (!open && here) here.remove();
    }
  }

  form.addEventListener("change", follow);
  follow();
})();
