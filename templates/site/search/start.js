// What a page with a search loads at first: it shows the field, and gets the search once somebody means to use it.
(function () {
  "use strict";
  var box = document.querySelector("[data-search]"), ask = box.querySelector("[data-search-ask]");
  function load() {
    ask.removeEventListener("focusin", load);
    var script = document.createElement("script");
    script.src = box.dataset.search + "search.js";
    document.head.append(script);
  }
  ask.hidden = false;
  ask.addEventListener("focusin", load);
  if (/[?&]q=./.test(location.search)) load();
})();
