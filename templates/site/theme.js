(function () {
  "use strict";
  var root = document.documentElement, key = "declog-theme";
  var group = document.querySelector("[data-theme-choice]");
  function read() {
    try { return localStorage.getItem(key); } catch (e) { return null; }
  }
  function keep(name) {
    try { localStorage.setItem(key, name); } catch (e) { /* the choice lasts for this page */ }
  }
  function show(name) {
    if (name !== "light" && name !== "dark") name = "system";
    if (name === "system") root.removeAttribute("data-theme");
    else root.setAttribute("data-theme", name);
    group.querySelectorAll("button").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.value === name));
    });
  }
  group.hidden = false;
  group.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) return;
    keep(button.value);
    show(button.value);
  });
  show(read());
})();
