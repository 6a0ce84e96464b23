// The language of queries, as the command line reads it. A text that is no query is a fault, with what was meant.
const LETTER = "\\p{Alphabetic}\\p{N}";

function fault(name, word, more) {
  const text = index.faults[name].replace(/\{(\w+)\}/g, (all, field) => field === "word" ? word : (more || {})[field]);
  throw Object.assign(new Error(text), { fault: true }, more);
}

// The words of a query, each with its values and as it was written.
function lex(text) {
  const terms = [];
  for (let at = 0; ;) {
    at += /^\s*/.exec(text.slice(at))[0].length;
    if (at >= text.length) return terms;
    const start = at, values = [];
    const negated = text[at] === "-";
    if (negated) at++;
    const found = /^(\p{Alphabetic}[\p{Alphabetic}\p{N}_-]*):/u.exec(text.slice(at));
    const key = found ? found[1] : null;
    if (found) at += found[0].length;
    do {
      if (values.length) at++;
      const from = at;
      let value = "";
      while (at < text.length && !/\s/.test(text[at]) && !(key && text[at] === ",")) {
        if (text[at] !== '"') { value += text[at++]; continue; }
        while (text[++at] !== '"') {
          if (at >= text.length) fault("quote");
          if (text[at] === "\\" && /["\\]/.test(text[at + 1])) at++;
          value += text[at];
        }
        at++;
      }
      if (!value.trim()) fault(key ? "value" : "words", key);
      values.push({ text: value, plain: at - from === value.length });
    } while (key && text[at] === ",");
    terms.push({ negated, key, values, raw: text.slice(start, at) });
  }
}

const quote = (value) => /[\s",]|^$/.test(value) ? '"' + value.replace(/[\\"]/g, "\\$&") + '"' : value;

function keyOf(word) {
  const name = word.toLowerCase();
  return index.byName.get(name) || index.byName.get(name + "s");
}

const meantKey = (word) => word.toLowerCase() === "state" ? "status" : word;

// In how many letters two words differ, neighbours that changed places counted once.
function distance(a, b) {
  const all = [[...Array(b.length + 1).keys()]];
  for (let i = 1; i <= a.length; i++) {
    all.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      all[i][j] = Math.min(all[i - 1][j] + 1, all[i][j - 1] + 1, all[i - 1][j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        all[i][j] = Math.min(all[i][j], all[i - 2][j - 2] + 1);
    }
  }
  return all[a.length][b.length];
}

function closest(word, candidates, most) {
  const wanted = [...word].slice(0, 64).join("").toLowerCase();
  let best = null, least = (most || Math.min(3, Math.max(1, Math.floor([...wanted].length / 3)))) + 1;
  for (const candidate of most ? candidates : [...candidates].sort()) {
    const low = candidate.toLowerCase();
    if (Math.abs(low.length - wanted.length) >= least) continue;
    const apart = distance(wanted, low);
    if (apart < least) [best, least] = [candidate, apart];
  }
  return best;
}

const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

// Whether words stand whole in a text.
function whole(words) {
  const side = "[" + LETTER + "_-]";
  const found = new RegExp("(?<!" + side + ")" + escaped(words) + "(?!" + side + ")", "u");
  return (text) => words !== "" && found.test(fold(text));
}

// What a value of a key asks: a test of a record by its place.
function test(key, { text }) {
  const folded = fold(text);
  const over = (says) => {
    const own = column(key);
    if (!own) return () => false;
    const truth = own.words.map((word) => says(word));
    return (at) => own.rows[at].some((place) => truth[place]);
  };
  const among = (known, names, name) => {
    const says = whole(folded), hit = (pair) => says(pair[0]) || says(pair[1]);
    if (known && !names.some(hit)) {
      const handles = names.slice(0, known), plain = text.trim().replace(/^@/, "").replace(/\s*<.*>$/, "");
      const only = (is) => { const all = handles.filter(([, own]) => is(own.toLowerCase())); return all.length === 1 ? all[0][0] : null; };
      const low = plain.toLowerCase();
      fault(name, text, {
        meant: only((own) => own === low) || closest(plain, handles.map(([handle]) => handle))
          || (name === "person" ? only((own) => own.split(/\s+/).includes(low)) : null),
        known: handles.map(([handle]) => handle),
      });
    }
    return over(hit);
  };
  const records = () => {
    const wanted = new Set(resolve(text)), own = column(key);
    return (at) => own ? own.records[at].some((to) => wanted.has(to)) : false;
  };
  switch (key.how) {
    case "name":
    case "status": return named(key, text, folded, over);
    case "day":
    case "number": return compared(key, text, over);
    case "party": return among(index.known_people, index.people, "person");
    case "area": return among(index.known_areas, index.areas, "area");
    case "id": { const wanted = new Set(resolve(text)); return (at) => wanted.has(at); }
    case "path": return governing(key, text);
    case "items": if (text.startsWith("area:")) return over(whole(folded));
    // Falls through: what else is handed over is a record.
    case "records": return records();
    case "words": return over(whole(folded));
    default: return over((word) => fold(word).includes(folded));
  }
}

function named(key, text, folded, over) {
  const states = key.how === "status", choices = states ? index.states.map(([name]) => name) : key.choices;
  const name = choices.find((choice) => fold(choice) === folded);
  if (name) return over((word) => word === name);
  if (folded === "unknown" && (states || key.name === "phase")) {
    const own = column(key);
    return (at) => own ? !own.rows[at].length : false;
  }
  const other = states && index.states.find(([, also]) => also.includes(folded));
  const about = states ? "status" : ["kind", "phase", "health", "is"].includes(key.name) ? key.name : "choice";
  fault(about, text, { key: key.name, meant: other ? other[0] : closest(text, choices), known: choices });
}

function compared(key, text, over) {
  const [, sign, rest] = /^\s*(<=|>=|<|>|=)?\s*(.*?)\s*$/s.exec(text);
  const number = key.how === "number";
  const value = number ? Number(rest) : rest;
  if (number ? !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(rest) || !isFinite(value) : !isDay(rest))
    fault(number ? "number" : "date", rest);
  const holds = {
    "<": (a) => a < value, "<=": (a) => a <= value, ">": (a) => a > value, ">=": (a) => a >= value,
  }[sign] || ((a) => a === value);
  return over((word) => holds(number ? Number(word) : word));
}

function isDay(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(text + "T00:00:00Z");
  return !isNaN(day) && day.toISOString().startsWith(text);
}

// An id as the index has it, or the name of a file.
function written(text, prefix) {
  text = text.trim();
  const link = /^\[.*?\]\((.*)\)$/s.exec(text);
  if (link) return written(link[1], prefix);
  if (/^[^#]*\.(md|markdown)(#|$)/i.test(text)) return { file: text.split("#")[0].normalize("NFC") };
  const found = /^(?:([a-z]+)-?|\+?)(\d+|\d{8}-[a-z0-9]{4})$/i.exec(text);
  return { id: found && ((found[1] || prefix) + "-" + found[2].replace(/^0+(?=\d+$)/, "")).toLowerCase() };
}

// The records that a reference names.
function resolve(text) {
  const wanted = written(text, index.kinds[0][3]);
  const every = (key, is) => {
    const own = key && column(key);
    return own ? own.rows.flatMap((row, at) => row.some((place) => is(own.words[place], at)) ? [at] : []) : [];
  };
  let found = index.byId.get(text.trim().toLowerCase()) || index.byId.get(wanted.id);
  if (!found && wanted.id)
    found = every(index.byName.get("aliases"), (word, at) => written(word, index.kinds[index.kind[at]][3]).id === wanted.id);
  if (!found && wanted.file) {
    const path = wanted.file.replace(/^\/+/, ""), name = path.split("/").pop();
    found = every(index.files, (file) => file === path);
    if (!found.length && !/^(readme|index)\.[^.]*$/i.test(name)) found = every(index.files, (file) => file.split("/").pop() === name);
  }
  if (!(found && found.length) && !state.missing.size) fault("record", text, { meant: closest(text.trim(), index.ids, 1) });
  return found || [];
}

// The last pattern of a record that matches decides; what matches a path goes before what matches a folder above it.
function governing(key, text) {
  const parts = text.split("/").filter((part) => part && part !== ".");
  if (!parts.length || parts.includes("..")) fault("path", text);
  const own = column(key), path = parts.join("/");
  if (!own) return () => false;
  const patterns = own.words.map((word) => {
    const [, out, folder, source] = /^(!?)(\/?)(.*)$/s.exec(word);
    return { out, folder, is: new RegExp(source, "s") };
  });
  const decided = (row, path, file) => {
    for (let place = row.length - 1; place >= 0; place--) {
      const pattern = patterns[row[place]];
      if (!(pattern.folder && file) && pattern.is.test(path)) return !pattern.out;
    }
    const above = path.lastIndexOf("/");
    return above > 0 && decided(row, path.slice(0, above), false);
  };
  return (at) => decided(own.rows[at], path + "/\u0001", true)
    || (!text.endsWith("/") && decided(own.rows[at], path, true));
}

// What each term asks.
function compile(text) {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > 4096) fault("long", "", { n: bytes, most: 4096 });
  return lex(text).map((term) => {
    const [value] = term.values;
    if (term.key === null) {
      mistaken(value);
      return { ...term, word: fold(value.text) };
    }
    const key = keyOf(term.key), names = index.keys.map(({ name }) => name);
    if (!key) {
      const meant = meantKey(term.key);
      fault("key", term.key, { meant: meant !== term.key ? meant : closest(term.key, names), known: names });
    }
    const tests = term.values.map((value) => test(key, value));
    return { ...term, on: key, test: (at) => tests.some((test) => test(at)) };
  });
}

function mistaken({ text, plain }) {
  if (!plain) return;
  if (["AND", "OR", "NOT"].includes(text)) fault("join", text);
  const at = text.search(/[<>=]/), key = at > 0 && meantKey(text.slice(0, at));
  if (key && keyOf(key)) fault("colon", text, { meant: key + ":" + text.slice(at).replace(/^=+/, "") });
}
