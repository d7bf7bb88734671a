/* board.js — a unit dragged to a round fills in the form beside the board; the form works without it. */
(function () {
  "use strict";
  var form = document.getElementById("mark");
  if (!form) { return; }
  var dragged = "";

  function over(event) {
    var place = event.target.closest && event.target.closest("[data-drop]");
    return place && dragged ? place : null;
  }

  document.addEventListener("dragstart", function (event) {
    var unit = event.target.closest && event.target.closest("[data-unit]");
    if (!unit) { return; }
    dragged = unit.dataset.unit;
    event.dataTransfer.setData("text/plain", unit.textContent.trim());
    event.dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragover", function (event) {
    var place = over(event);
    if (place) { event.preventDefault(); place.dataset.over = "1"; }
  });
  document.addEventListener("dragleave", function (event) {
    var place = over(event);
    if (place) { delete place.dataset.over; }
  });
  document.addEventListener("dragend", function () { dragged = ""; });
  document.addEventListener("drop", function (event) {
    var place = over(event);
    if (!place) { return; }
    event.preventDefault();
    delete place.dataset.over;
    form.elements.target.value = dragged;
    form.elements.kind.value = place.dataset.drop;
    if (place.dataset.round) { form.elements.round_number.value = place.dataset.round; }
    dragged = "";
    form.scrollIntoView({ block: "nearest" });
    form.elements[form.elements.round_number.value ? "reason" : "round_number"].focus();
  });
})();
