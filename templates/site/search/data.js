// The index: what is at hand, and what has to be loaded before it can be asked.
const base = document.querySelector("[data-search]").dataset.search;
const BASE = 29, MOST = 4, WORD = 40;
const PLACES = [];
const state = { missing: new Set(), failed: false, short: false };
const asked = new Set(), lists = new Map(), index = declogSearch.records;

for (let code = 32; code < 127; code++)
  if (!'"\\<>&'.includes(String.fromCharCode(code))) PLACES[code] = Object.keys(PLACES).length;

const fold = (text) => text.normalize("NFC").toLowerCase();

// Rows of numbers: three sets of digits say that a number goes on, that it ends, and that the row does.
function rows(codes) {
  const all = [];
  let row = [], number = 0, weight = 1;
  for (let at = 0; at < codes.length; at++) {
    const place = PLACES[codes.charCodeAt(at)];
    if (place === 3 * BASE) { all.push([]); continue; }
    number += (place % BASE) * weight;
    weight *= BASE;
    if (place < BASE) continue;
    row.push(number);
    number = 0;
    weight = 1;
    if (place >= 2 * BASE) { all.push(row); row = []; }
  }
  return all;
}

function script(path, then) {
  const script = document.createElement("script");
  script.src = base + path;
  script.onload = script.onerror = then;
  document.head.append(script);
}

// A part of the index, or nothing until it is loaded.
function part(name) {
  const found = declogSearch.parts[index.stamp + "/" + name];
  if (!found) state.missing.add(name);
  return found;
}

// Loads what was missing. A part that is not there afterwards is of another site than this page.
function request(then) {
  state.missing.forEach((name) => {
    if (asked.has(name)) return;
    asked.add(name);
    script("search/" + name + ".js?" + index.stamp, () => {
      if (!declogSearch.parts[index.stamp + "/" + name]) state.failed = true;
      then();
    });
  });
}

// What the records say under a key.
function column(key) {
  if (key.column) return key.column;
  const raw = key.raw || part("key-" + key.at);
  if (!raw) return null;
  const words = { party: index.people, area: index.areas }[key.how] || raw.v;
  const read = (codes) => codes ? rows(codes) : Array(index.count).fill([]);
  return key.column = { words: words || [], rows: read(raw.c), records: read(raw.r) };
}

// Puts the rows of the records together.
function prepare(read) {
  index.stamp = declogSearch.stamp;
  index.ids = read.ids.flatMap((id) => Array.isArray(id)
    ? Array.from({ length: id[2] }, (_, at) => id[0] + "-" + (id[1] + at)) : [id]);
  index.keys = read.keys.map(([name, how, also, choices], at) => ({ at, name, how, also, choices }));
  index.byName = new Map(index.keys.flatMap((key) => key.also.map((name) => [name, key])));
  index.keys.forEach((key) => index.byName.set(key.name, key));
  read.columns.forEach(([at, raw]) => index.keys[at].raw = raw);
  index.files = { at: index.keys.length, how: "files" };
  // The same object as was read, so the texts are folded before they are taken apart.
  index.low = [read.titles, read.summaries].map((text) => fold(text).split("\n"));
  index.titles = read.titles.split("\n");
  index.summaries = read.summaries.split("\n");
  index.byId = new Map();
  index.ids.forEach((id, at) => {
    const low = id.toLowerCase();
    index.byId.set(low, (index.byId.get(low) || []).concat(at));
  });
  const own = (name) => column(index.byName.get(name));
  index.kind = own("kind").rows.map((row) => read.kinds.findIndex(([name]) => name === own("kind").words[row[0]]));
  const live = own("is").words.indexOf("in-force");
  index.live = own("is").rows.map((row) => row.includes(live));
  const tags = index.byName.has("tags") ? own("tags") : { words: [], rows: [] };
  index.tags = tags.rows.map((row) => row.map((at) => fold(tags.words[at])));
  index.chip = rows(read.chip);
  index.day = rows(read.days.c).map((row) => read.days.v[row[0]]);
  index.shown = read.shown ? rows(read.shown) : index.byName.has("owner") ? own("owner").rows : [];
  let next = 0;
  index.undated = new Set((rows(read.undated)[0] || []).map((step) => (next += step + 1) - 1));
  index.pages = new Map(read.pages);
}

const href = (at) => base + (index.pages.get(at)
  || index.kinds[index.kind[at]][2] + "/" + index.ids[at].toLowerCase() + ".html");
