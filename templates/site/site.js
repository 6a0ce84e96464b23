// What a page does beyond being read: the theme that was chosen, the way to the search, what is overdue today, and the
// order of tables. Without it nothing is lost but these.
(function () {
  "use strict";
  var doc = document, root = doc.documentElement, key = "declog-theme";

  function all(selector, act, inside) {
    Array.prototype.forEach.call((inside || doc).querySelectorAll(selector), act);
  }

  // The theme: the system's, or the one that was chosen, on every page.
  var group = doc.querySelector("[data-theme-choice]");
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
    all("button", function (button) {
      button.setAttribute("aria-pressed", String(button.value === name));
    }, group);
  }
  group.hidden = false;
  group.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) return;
    keep(button.value);
    show(button.value);
  });
  show(read());

  // Paper.
  all("[data-print]", function (item) {
    item.hidden = false;
    item.addEventListener("click", function () { window.print(); });
  });

  // The search: the link on top becomes a field, and `/` leads to the nearest field.
  var link = doc.querySelector(".to-search");
  var box = doc.querySelector("[data-search]"), ask = doc.querySelector("[data-search-ask]");
  var field;
  if (link) {
    var form = doc.createElement("form"), label = doc.createElement("label");
    var hint = link.querySelector("kbd");
    field = doc.createElement("input");
    field.type = "search";
    field.name = "q";
    field.autocomplete = "off";
    field.spellcheck = false;
    field.placeholder = link.textContent.replace(hint.textContent, "").trim();
    field.setAttribute("aria-label", field.placeholder);
    field.setAttribute("aria-keyshortcuts", "/");
    form.className = "to-search";
    form.setAttribute("role", "search");
    label.append(link.querySelector("svg").cloneNode(true), field, hint.cloneNode(true));
    form.append(label);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var words = field.value.trim();
      location.href = link.href + (words ? "?q=" + encodeURIComponent(words) : "");
    });
    link.after(form);
  }
  doc.addEventListener("keydown", function (event) {
    var at = event.target;
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return;
    event.preventDefault();
    if (box && !box.dataset.scope) ask.querySelector("input").focus();
    else if (field && field.offsetParent) field.focus();
    else if (link) location.href = link.href;
  });

  // The field of a page with a search, which gets the search once somebody means to use it.
  function load() {
    ask.removeEventListener("focusin", load);
    var script = doc.createElement("script");
    script.src = box.dataset.search + "search.js";
    doc.head.append(script);
  }
  if (box) {
    ask.hidden = false;
    ask.addEventListener("focusin", load);
    if (/[?&]q=./.test(location.search)) load();
  }

  // What is overdue today, which the page could not know when it was built.
  function today() {
    var parts = { year: "numeric", month: "2-digit", day: "2-digit" };
    try {
      parts.timeZone = root.dataset.zone;
      return new Intl.DateTimeFormat("en-CA", parts).format(new Date());
    } catch (e) {
      return new Date().toISOString().slice(0, 10);
    }
  }
  var now = today();
  all("[data-due]", function (mark) {
    mark.hidden = mark.dataset.due >= now;
  });

  // Tables in another order: a head is a button, and again the other way round.
  function worth(row, column) {
    var cell = row.cells[column], time = cell && cell.querySelector("time");
    return time ? time.dateTime : cell ? cell.textContent.trim() : "";
  }
  function compare(a, b) {
    if (!a || !b) return a ? -1 : b ? 1 : 0;
    return a.localeCompare(b, root.lang, { numeric: true });
  }
  function sort(table, head, column) {
    var body = table.tBodies[0], down = head.getAttribute("aria-sort") === "ascending";
    var rows = Array.prototype.map.call(body.rows, function (row) {
      return { row: row, worth: worth(row, column) };
    });
    rows.sort(function (a, b) {
      return down && a.worth && b.worth ? compare(b.worth, a.worth) : compare(a.worth, b.worth);
    });
    all("th[aria-sort]", function (other) { other.removeAttribute("aria-sort"); }, table);
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    rows.forEach(function (one) { body.append(one.row); });
  }
  all("table[data-sort]", function (table) {
    if (table.tBodies[0].rows.length < 3) return;
    all("thead th", function (head, column) {
      var button = doc.createElement("button");
      button.type = "button";
      while (head.firstChild) button.append(head.firstChild);
      head.append(button);
      button.addEventListener("click", function () { sort(table, head, column); });
    }, table);
  });
})();
