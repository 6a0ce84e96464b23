// The page: where somebody types, what is found, and what may be narrowed down. Everything from the index is put there
// as text, so that nothing in it can be anything else.
const box = document.querySelector("[data-search]");
const FEW = 5, MANY = 20, MORE = 100, OPTIONS = 8;
const [field, said, found, rest] = ["[data-search-ask] input", "[data-search-said]", "[data-search-found]", "[data-search-else]"]
  .map((name) => document.querySelector(name));
const scope = box.dataset.scope, shown = new Map(), open = new Set(), icons = new Map();
let index, state, request, href, fold, lex, quote, keyOf, test, compile, places, isYear, find, loading;

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== false && value !== null) element.setAttribute(name, value === true ? "" : value);
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

function icon(name) {
  if (!icons.has(name)) {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" class="icon" viewBox="0 0 16 16" aria-hidden="true">' + index.icons[name] + "</svg>";
    icons.set(name, new DOMParser().parseFromString(svg, "image/svg+xml").documentElement);
  }
  return document.importNode(icons.get(name), true);
}

// A text in which what was looked for is marked.
function marked(text, marks) {
  const parts = marks ? text.split(marks) : [text];
  return parts.map((part, at) => at % 2 ? make("mark", {}, part) : part);
}

function day(iso) {
  if (!iso) return make("span", { class: "none" }, index.words.undated);
  const told = new Date(iso + "T00:00:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return make("time", { datetime: iso }, told);
}

function row(at, marks) {
  const chip = index.chips[index.chip[at][0]], [who] = index.shown[at] || [], summary = index.summaries[at];
  return make("tr", {},
    make("td", { class: "state" }, make("span", { class: "chip " + chip.tone }, icon(chip.icon), chip.word)),
    make("td", { class: "id" }, make("a", { href: href(at), tabindex: "-1" }, marked(index.ids[at], marks))),
    make("td", { class: "name" }, make("a", { href: href(at) }, marked(index.titles[at].normalize("NFC"), marks)),
      summary ? make("small", {}, marked(summary.normalize("NFC"), marks)) : null),
    make("td", { class: "owner" }, make("span", {}, who === undefined ? make("span", { class: "none" }, index.words.nobody) : index.people[who][1])),
    make("td", { class: "end" }, day(index.day[at])));
}

function table(kind, hits, marks, few) {
  const words = index.words, most = shown.get(kind) || few, id = "found-" + kind;
  const head = [words.row_state, words.row_id, words.row_title, words.owner, words.row_date];
  const more = hits.length - most;
  return make("section", {},
    make("h2", { id }, index.kinds[kind][1], " ", make("small", {}, hits.length)),
    make("table", { class: "rows", "aria-labelledby": id },
      make("thead", {}, make("tr", {}, head.map((word) => make("th", { scope: "col" }, word)))),
      make("tbody", {}, hits.slice(0, most).map((at) => row(at, marks)))),
    more > 0 ? make("button", { type: "button", "data-more": kind, "data-shown": most }, words.more.replace("{n}", more)) : null);
}

// The query with other terms; none is left out.
const edited = (change) => lex(field.value).map(change).filter(Boolean).join(" ");

// The query with a value of a key, or without it.
function chosen(key, value, on) {
  let done = !on;
  const text = edited((term) => {
    if (term.key === null || term.negated || keyOf(term.key).name !== key) return term.raw;
    const values = term.values.map(({ text }) => text).filter((text) => fold(text) !== fold(value));
    if (!done) { values.push(value); done = true; }
    return values.length ? key + ":" + values.map(quote).join(",") : "";
  });
  return done ? text : (text + " " + key + ":" + quote(value)).trim();
}

function narrowed({ name, value }, option, on) {
  if (name === "year") {
    const text = edited((term) => isYear(term) ? "" : term.raw);
    return on ? (text + " date:>=" + option + "-01-01 -date:>" + option + "-12-31").trim() : text;
  }
  if (name !== "state") return chosen(name, value(option), on);
  if (option !== "in-force") { field.value = chosen("is", "in-force", false); return chosen("phase", option, on); }
  field.value = edited((term) => term.key !== null && !term.negated && keyOf(term.key).name === "phase" ? "" : term.raw);
  return chosen("is", option, on);
}

function isChosen({ name, value }, option, terms) {
  const key = name !== "state" ? name : option === "in-force" ? "is" : "phase";
  return terms.some((term) => name === "year" ? (isYear(term) || [])[1] === option
    : term.on && !term.negated && term.on.name === key && term.values.some(({ text }) => fold(text) === fold(value ? value(option) : option)));
}

function choices(facet, terms) {
  const counted = [...facet.counts.keys()];
  const all = facet.all || counted.sort((a, b) => facet.newest ? b - a
    : facet.counts.get(b) - facet.counts.get(a) || (facet.title(a) < facet.title(b) ? -1 : 1));
  const on = (option) => isChosen(facet, option, terms);
  const options = all.filter((option) => facet.counts.get(option) || on(option));
  const some = open.has(facet.name) ? options : options.filter((option, at) => at < OPTIONS || on(option));
  if (!options.length) return null;
  return make("fieldset", {}, make("legend", {}, facet.label),
    some.map((option) => {
      const input = make("input", { type: "checkbox", id: "narrow-" + facet.name + "-" + option });
      input.checked = on(option);
      input.addEventListener("change", () => type(narrowed(facet, option, input.checked)));
      return make("label", {}, input, make("span", {}, facet.title(option)), make("span", {}, facet.counts.get(option) || 0));
    }),
    options.length > some.length ? make("button", { type: "button", "data-open": facet.name },
      index.words.more.replace("{n}", options.length - some.length)) : null);
}

const shell = (query) => /^[A-Za-z0-9:_ -]*$/.test(query) ? query : "'" + query.replace(/'/g, "'\\''") + "'";

function foot({ left }) {
  const words = index.words, query = (scope + " " + field.value.trim()).trim(), live = left > 0 && lex(field.value)
    .some(({ key, negated, values }) => key && !negated && keyOf(key).name === "is" && values.some(({ text }) => fold(text) === "in-force"));
  return make("p", { class: "terminal" },
    live ? [counted("left_", left), " ", make("button", { type: "button", "data-show": true }, words.show), ". "] : [],
    words.terminal + " ", make("code", {}, "declog list " + shell(query)));
}

const counted = (word, n) => index.words[word + (n === 1 ? "one" : "other")].replace("{n}", n);

function answer(result) {
  const { hits, words, terms } = result;
  const marks = words.length ? new RegExp("(" + words.sort((a, b) => b.length - a.length).map((word) => places(word).begins).join("|") + ")", "iu") : null;
  const kinds = [...new Set(hits.map((at) => index.kind[at]))];
  const sections = kinds.map((kind) => table(kind, hits.filter((at) => index.kind[at] === kind), marks, kinds.length > 1 ? FEW : MANY));
  const narrow = scope ? [] : [make("div", { class: "narrow", role: "group", "aria-label": index.words.facets },
    result.facets.map((facet) => choices(facet, terms)))];
  found.replaceChildren(make("div", { class: "results" }, sections, foot(result)), ...narrow);
  return (hits.length ? counted("", hits.length) : index.words.none) + (state.short ? " " + index.words.short : "");
}

// What is wrong with the query, what may have been meant and what is known, as text and a button.
function refused({ message, meant, known }) {
  const words = index.words, more = known && known.length - 20;
  const list = known ? " " + words.known + " " + known.slice(0, 20).join(", ") + (more > 0 ? " " + words.known_more.replace("{n}", more) : "") + "." : "";
  const button = meant ? [" " + words.meant + " ", make("button", { type: "button", "data-meant": meant }, meant), "?"] : [];
  return [message[0].toUpperCase() + message.slice(1) + ".", ...button, list];
}

function ask() {
  const text = field.value, asks = text.trim() !== "";
  try { history.replaceState(null, "", asks ? "?q=" + encodeURIComponent(text) : location.pathname); } catch (error) { /* the address stays */ }
  rest.hidden = asks;
  found.hidden = !asks;
  field.removeAttribute("aria-invalid");
  if (!asks) { said.replaceChildren(); found.replaceChildren(); return; }
  if (!index) { load(); return; }
  const focus = document.activeElement && document.activeElement.id;
  let told;
  try {
    told = [answer(find(text, scope))];
  } catch (error) {
    if (!error.fault) throw error;
    told = refused(error);
    found.replaceChildren();
    field.setAttribute("aria-invalid", "true");
  }
  said.replaceChildren(...state.failed ? [said.dataset.searchSaid + " ", ...told] : told);
  const kept = focus && document.getElementById(focus);
  if (kept && kept !== document.activeElement) kept.focus();
  request(ask);
}

function type(text) {
  field.value = text;
  shown.clear();
  ask();
}

function script(path, then) {
  const script = make("script", { src: box.dataset.search + path });
  script.onload = then;
  script.onerror = () => {
    said.textContent = said.dataset.searchSaid;
    rest.hidden = false;
  };
  document.head.append(script);
}

// The index, and then what asks it.
function load() {
  if (loading) return;
  loading = true;
  script("search/records.js", () => script("search/query.js", () => {
    ({ index, state, request, href, fold, lex, quote, keyOf, test, compile, places, isYear, find } = declogSearch.engine);
    ask();
  }));
}

// What was typed that misses the mark is put right where it stands.
function corrected(meant) {
  const terms = lex(field.value), at = terms.findIndex((term) => {
    try { compile(term.raw); return false; } catch (error) { return error.meant === meant; }
  });
  return terms.map((term, place) => {
    if (place !== at) return term.raw;
    const minus = term.negated ? "-" : "";
    if (term.key === null) return minus + meant;
    const values = term.values.map(({ text }) => text);
    if (!keyOf(term.key)) return minus + meant + ":" + values.map(quote).join(",");
    const wrong = (text) => { try { test(keyOf(term.key), { text }); return false; } catch (error) { return true; } };
    return minus + term.key + ":" + values.map((text) => quote(wrong(text) ? meant : text)).join(",");
  }).join(" ");
}

found.addEventListener("click", (event) => {
  const { more, shown: from, open: facet, show } = event.target.dataset;
  if (more) {
    shown.set(Number(more), Number(from) + MORE);
    ask();
    found.querySelectorAll('[aria-labelledby="found-' + more + '"] .name a')[from].focus();
  }
  if (facet) {
    open.add(facet);
    ask();
    found.querySelector('[id^="narrow-' + facet + '-"]').focus();
  }
  if (show !== undefined) {
    type(chosen("is", "in-force", false));
    field.focus();
  }
});

said.addEventListener("click", (event) => {
  if (event.target.dataset.meant === undefined) return;
  type(corrected(event.target.dataset.meant));
  field.focus();
});

box.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  const links = [...found.querySelectorAll(".name a")], at = links.indexOf(document.activeElement);
  const typing = document.activeElement === field;
  if (event.key === "Escape" && (typing || found.contains(document.activeElement))) {
    type("");
    field.focus();
  } else if (event.key === "Enter" && typing && links.length) {
    links[0].click();
  } else if (event.key === "ArrowDown" && (typing || at >= 0)) {
    (links[at + 1] || document.activeElement).focus();
  } else if (event.key === "ArrowUp" && at >= 0) {
    (links[at - 1] || field).focus();
  } else return;
  event.preventDefault();
});

field.addEventListener("input", () => { shown.clear(); ask(); });
field.closest("[data-search-ask]").hidden = false;
const given = new URLSearchParams(location.search).get("q");
if (given && !field.value) field.value = given;
field.addEventListener("focus", load);
if (field.value || document.activeElement === field) { load(); ask(); }
else window.addEventListener("load", () => setTimeout(load, 300));
if (!scope && given) field.focus();
