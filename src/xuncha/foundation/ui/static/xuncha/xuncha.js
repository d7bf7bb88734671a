/* xuncha.js — conveniences only: every page works without it. No library, no inline code, no outside address. */
(function () {
  "use strict";
  var $ = function (selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); };

  /* Characters used, beside each long field. */
  function count(input) {
    $("[data-count='" + input.id + "']").forEach(function (label) {
      label.textContent = label.textContent.replace(/^\d+/, String(Array.from(input.value).length));
    });
  }

  /* Long texts grow with their content. */
  function grow(area) {
    if (area.tagName !== "TEXTAREA" || area.dataset.fixed) { return; }
    area.rows = Math.max(Number(area.dataset.rows || area.rows), Math.min(40, area.value.split("\n").length + Math.floor(area.value.length / 46)));
  }

  document.addEventListener("input", function (event) {
    var target = event.target;
    if (target.id) { count(target); }
    grow(target);
    var form = target.form;
    if (form && form.dataset.draft) { form.dataset.dirty = "1"; later(form); }
  });

  /* Drafts: what is typed is kept on the server while it is typed. */
  var timers = new WeakMap();
  function later(form) {
    window.clearTimeout(timers.get(form));
    timers.set(form, window.setTimeout(function () { keep(form); }, 4000));
  }
  function keep(form) {
    if (!form.dataset.dirty || !navigator.onLine) { say(form, navigator.onLine ? "" : form.dataset.offline); return Promise.resolve(); }
    var body = new FormData(form);
    $("input[type=file]", form).forEach(function (file) { body.delete(file.name); });
    body.set("_draft", form.dataset.draft);
    return fetch(form.dataset.draftUrl, { method: "POST", body: body, credentials: "same-origin", headers: { "HX-Request": "true" } })
      .then(function (answer) {
        if (!answer.ok || answer.redirected) { say(form, form.dataset.lost); return ""; }
        delete form.dataset.dirty;
        return answer.text();
      })
      .then(function (text) { if (text) { say(form, text.trim()); } })
      .catch(function () { say(form, form.dataset.offline); });
  }
  function say(form, text) { if (text) { $("[data-saved]", form).forEach(function (place) { place.textContent = text; }); } }
  document.addEventListener("focusout", function (event) { if (event.target.form && event.target.form.dataset.draft) { keep(event.target.form); } });
  window.addEventListener("online", function () { $("form[data-draft]").forEach(keep); });
  document.addEventListener("submit", function (event) { event.target.dataset.dirty = ""; });
  window.addEventListener("beforeunload", function (event) {
    if ($("form[data-draft]").some(function (form) { return form.dataset.dirty === "1"; })) { event.preventDefault(); }
  });

  /* A form is sent once, however often its button is pressed. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method.toLowerCase() !== "post") { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    window.setTimeout(function () { delete form.dataset.sent; }, 5000);
    sayChoices(form);
  });

  /* What choices are called goes along with them, so that a refused or expired form can be given back in words. */
  function sayChoices(form) {
    $("[data-said]", form).forEach(function (old) { old.remove(); });
    $("select, input[type=radio]:checked, input[type=checkbox]:checked", form).forEach(function (field) {
      var texts = field.tagName === "SELECT"
        ? Array.prototype.map.call(field.selectedOptions, function (option) { return option.text; })
        : Array.prototype.slice.call(field.labels || [], 0, 1).map(function (label) { return label.textContent; });
      texts.forEach(function (text) {
        var said = document.createElement("input");
        said.type = "hidden"; said.name = "_said_" + field.name; said.value = text.trim(); said.dataset.said = "";
        form.appendChild(said);
      });
    });
  }

  /* Ticking rows. */
  document.addEventListener("change", function (event) {
    var box = event.target;
    if (box.matches("[data-tick-all]")) { $("input[name=pick]").forEach(function (one) { one.checked = box.checked; mark(one); }); }
    if (box.matches("input[name=pick]")) { mark(box); }
    if (box.matches("[data-tick-all], input[name=pick]")) {
      var n = $("input[name=pick]:checked").length;
      $("[data-picked]").forEach(function (place) { place.textContent = (place.dataset.pattern || "{n}").replace("{n}", String(n)); });
      $("form.bulk").forEach(function (bar) { bar.classList.toggle("picked", n > 0); });
    }
    if (box.matches("[data-auto-submit]")) { box.form.submit(); }
  });
  function mark(box) { box.closest("tr").setAttribute("aria-selected", String(box.checked)); }

  /* The other side of a conflict into the form. */
  $("[data-take]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var field = document.getElementById(button.dataset.take), text = $("[data-text='" + button.dataset.take + "']")[0];
      if (field && text) { field.value = text.value; count(field); field.focus(); }
    });
  });

  /* Choose a sentence of the facts as the quote of a piece of evidence. */
  document.addEventListener("mouseup", function (event) {
    if (event.target.id && event.target.matches("[data-quotable]")) {
      var text = event.target.value.slice(event.target.selectionStart, event.target.selectionEnd);
      if (text) { event.target.dataset.quote = text; }
    }
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-quote-from]");
    if (button) {
      var source = document.getElementById(button.dataset.quoteFrom), field = document.getElementById(button.dataset.quoteInto);
      if (source && field) { field.value = source.dataset.quote || ""; field.focus(); }
    }
    if (event.target.matches("[data-print]")) { window.print(); }
  });

  /* What opened over the page closes again; who was in it stands where they opened it. */
  function shut(details) {
    var inside = details.contains(document.activeElement);
    details.open = false;
    if (inside) { details.querySelector("summary").focus(); }
  }

  /* Keys: / find, arrows rows, Enter open, Ctrl+S keep, Ctrl+Enter send, Esc close. */
  function rows() { return $("table[data-ledger] tbody tr"); }
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "/" && !typing) { var q = document.getElementById("q"); if (q) { event.preventDefault(); q.focus(); } }
    if (event.key === "Escape") { $("details.menu[open], details.step[open]").forEach(shut); }
    if ((event.ctrlKey || event.metaKey) && event.target.form) {
      if (event.key === "s") { event.preventDefault(); if (event.target.form.dataset.draft) { keep(event.target.form); } }
      if (event.key === "Enter") { event.preventDefault(); event.target.form.requestSubmit(); }
    }
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && (!typing || event.target.name === "pick")) {
      var list = rows(); if (!list.length) { return; }
      var at = list.indexOf(document.activeElement.closest ? document.activeElement.closest("tr") : null);
      var next = list[Math.max(0, Math.min(list.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))];
      var link = next && (next.querySelector("a") || next.querySelector("input")); if (link) { event.preventDefault(); link.focus(); }
    }
  });

  /* Long lists of boxes to tick: a field to look through them; what is ticked stays in sight. */
  var MANY = 15;
  function sift(field) {
    var list = field.nextElementSibling, options = list ? $(":scope > div", list) : [];
    if (options.length <= MANY) { return; }
    field.hidden = false;
    var first = options.filter(function (one) { return one.querySelector("input:checked"); })[0];
    if (first) { list.scrollTop = first.offsetTop - list.offsetTop; }
    field.addEventListener("keydown", function (event) { if (event.key === "Enter") { event.preventDefault(); } });
    field.addEventListener("input", function () {
      var wanted = field.value.trim().toLowerCase();
      options.forEach(function (one) {
        one.hidden = !one.querySelector("input:checked") && one.textContent.toLowerCase().indexOf(wanted) < 0;
      });
    });
  }

  /* On a narrow screen every row of a wide list is a card: each value under the heading of its column. */
  var NARROW = window.matchMedia("(max-width: 760px)"), LONG = 20;
  function asCards(table) {
    var heads = $("thead tr", table);
    if (heads.length !== 1 || table.matches(".matrix, .cards") || $("[rowspan], tfoot, thead [colspan]", table).length) { return; }
    var labels = Array.prototype.slice.call(heads[0].cells);
    if (labels.length < 3) { return; }
    labels.forEach(function (head) { if (head.querySelector("a, input")) { head.classList.add("kept"); } });
    var known = $(".main-cell", table).length > 0;
    $("tbody tr", table).forEach(function (row) {
      Array.prototype.forEach.call(row.cells, function (cell, n) {
        var text = cell.textContent.trim(), main = known ? cell.matches(".main-cell") : n === 0;
        if (cell.colSpan > 1 || cell.matches(".tick")) { return; }
        if (!text && !cell.children.length) { cell.classList.add("none"); }
        if (main || text.length > LONG) { cell.classList.add("whole"); }
        if (!main && labels[n]) { cell.dataset.head = labels[n].textContent.trim(); }
      });
    });
    table.classList.add("cards");
  }
  function narrowed() {
    if (NARROW.matches) { $("table.ledger").forEach(asCards); }
    $("details[data-fold]").forEach(function (menu) { menu.open = !NARROW.matches; });
  }
  NARROW.addEventListener("change", narrowed);

  document.addEventListener("DOMContentLoaded", function () {
    narrowed();
    $("[data-sift]").forEach(sift);
    $("textarea").forEach(function (area) { area.dataset.rows = area.rows; grow(area); });
    $("[data-print]").forEach(function (button) { button.hidden = false; });
    var focus = document.querySelector("[data-focus]"); if (focus) { focus.focus(); }
    $("[data-picked]").forEach(function (place) { place.dataset.pattern = place.dataset.pattern || place.textContent; });
    window.setTimeout(function () { $("[data-toast]").forEach(function (t) { if (!t.matches(":hover, :focus-within")) { t.remove(); } }); }, 6000);
  });
})();
