// Which records answer a query, in which order, and how many would with another choice.
const UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\u{20000}-\u{3ffff}";
const SPACED = "(?![" + UNSPACED + "])[" + LETTER + "]";

// Where a text says a word: as a whole, or where a longer word begins with it.
function places(word) {
  const joins = (end) => new RegExp(end === "^" ? "^" + SPACED : SPACED + "$", "u").test(word);
  const begins = (joins("^") ? "(?<!" + SPACED + ")" : "") + escaped(word);
  return { begins, whole: begins + (joins("$") ? "(?!" + SPACED + ")" : "") };
}

// A word as the index of the bodies has it: all of these have to be there.
function tokens(word) {
  const runs = new RegExp("(?:" + SPACED + ")+|(?:(?=[" + LETTER + "])[" + UNSPACED + "])+", "gu");
  return [...word.matchAll(runs)].flatMap(({ 0: run, index: at }) => {
    const letters = [...run], last = at + run.length === word.length;
    if (!new RegExp("[" + UNSPACED + "]", "u").test(run)) return { word: letters.slice(0, WORD).join(""), last };
    if (letters.length === 1) return { word: run, last: true };
    return letters.slice(1).map((letter, at) => ({ word: letters[at] + letter, last: false }));
  });
}

// What the bodies count for that say a word: 1, 2 as a whole, twice that in a heading. Nothing while it is loaded.
function lookup({ word, last }) {
  const end = last ? word + "\uffff" : word;
  const shards = index.shards.flatMap((start, at) => {
    const next = index.shards[at + 1];
    return start <= end && (next === undefined || next > word) ? [at] : [];
  });
  if (shards.length > MOST) { state.short = true; return null; }
  const values = new Uint8Array(index.count);
  let whole = true;
  for (const at of shards) {
    const raw = part("words-" + at);
    if (!raw) { whole = false; continue; }
    const list = lists.get(at) || { words: raw[0].split("\n"), rows: rows(raw[1]) };
    lists.set(at, list);
    list.words.forEach((own, place) => {
      if (own !== word && !(last && own.startsWith(word))) return;
      let record = -1;
      for (const step of list.rows[place]) {
        record += (step >> 1) + 1;
        const value = (own === word ? 2 : 1) * (step % 2 ? 2 : 1);
        if (values[record] < value) values[record] = value;
      }
    });
  }
  return whole || values.some(Boolean) ? values : null;
}

// What the best place of each record counts for that says a word, and one more: nothing is that it does not say it.
function says(word) {
  const values = new Uint8Array(index.count), patterns = places(word);
  const whole = new RegExp(patterns.whole, "u"), begins = new RegExp(patterns.begins, "u");
  const worth = (text, weight) => whole.test(text) ? 2 * weight : begins.test(text) ? weight : 0;
  const [titles, summaries] = index.low;
  for (let at = 0; at < index.count; at++) {
    const others = [summaries[at], index.ids[at].toLowerCase(), ...(index.tags[at] || [])].filter((text) => text.includes(word));
    if (titles[at].includes(word)) values[at] = 1 + worth(titles[at], 8);
    for (const text of others) values[at] = Math.max(values[at], 1 + worth(text, 4));
  }
  const bodies = tokens(word).map(lookup);
  if (bodies.length && bodies.every(Boolean))
    for (let at = 0; at < index.count; at++) {
      const value = Math.min(...bodies.map((body) => body[at]));
      if (value && values[at] <= value) values[at] = 1 + value;
    }
  return values;
}

const isYear = ({ negated, key, values }) => key === "date" && values.length === 1
  && (negated ? /^>(\d{4})-12-31$/ : /^>=(\d{4})-01-01$/).exec(values[0].text);

// What may be narrowed down, with what a record counts for under it.
function facets() {
  const area = index.keys.find(({ how }) => how === "area"), owner = index.byName.get("owner");
  const words = index.words, phases = column(index.byName.get("phase"));
  const of = (key) => (at) => column(key).rows[at];
  return [
    { name: "state", label: words.state, all: ["in-force", "open", "ended", "refused"], title: (value) => words[value],
      of: (at) => [index.live[at] ? "in-force" : phases.words[phases.rows[at][0]]] },
    { name: "kind", label: words.kind, all: index.kinds.map((_, at) => at), title: (at) => index.kinds[at][1],
      value: (at) => index.kinds[at][0], of: (at) => [index.kind[at]] },
    area && { name: area.name, label: words.area, of: of(area),
      title: (at) => index.areas[at][1], value: (at) => index.areas[at][0] },
    owner && { name: "owner", label: words.owner, of: of(owner),
      title: (at) => index.people[at][1], value: (at) => index.people[at][0] },
    { name: "year", label: words.year, newest: true, title: String,
      of: (at) => index.day[at] && !index.undated.has(at) ? [index.day[at].slice(0, 4)] : [] },
  ].filter(Boolean);
}

// The terms of one key are one group, of which one has to hold.
function grouped(terms) {
  const groups = new Map();
  const add = (name, facet, test) => {
    const group = groups.get(name) || { facet, tests: [] };
    if (group.facet !== facet) group.facet = null;
    group.tests.push(test);
    groups.set(name, group);
  };
  terms.forEach((term, at) => {
    const { negated, on, word } = term;
    if (on && !negated) {
      const live = on.name === "is" && term.values.every(({ text }) => fold(text) === "in-force");
      const facet = isYear(term) ? "year" : live || on.name === "phase" ? "state" : on.name;
      return add(on.name, facet, term.test);
    }
    const values = on ? null : says(word);
    const test = on ? term.test : (at) => values[at] > 0;
    term.worth = values;
    add(at, isYear(term) ? "year" : null, negated ? (at) => !test(at) : test);
  });
  return [...groups.values()];
}

// The places of the records that answer, in force first and the best before the others, and the counts of each facet.
function find(text, scope) {
  state.missing.clear();
  state.short = false;
  const terms = compile(text), groups = grouped(terms).concat(grouped(compile(scope)).map((group) => ({ ...group, facet: null })));
  const all = facets().map((facet) => ({ ...facet, counts: new Map() })), hits = [];
  const named = new Set(all.map(({ name }) => name));
  let left = 0;
  for (let at = 0; at < index.count; at++) {
    let lacks = null, out = false;
    for (const { facet, tests } of groups) {
      if (tests.some((test) => test(at))) continue;
      out = !named.has(facet) || lacks !== null && lacks !== facet;
      if (out) break;
      lacks = facet;
    }
    if (out) continue;
    if (lacks === null) hits.push(at);
    if (lacks === "state" && !index.live[at]) left++;
    for (const facet of all)
      if (lacks === null || lacks === facet.name)
        for (const value of facet.of(at)) facet.counts.set(value, (facet.counts.get(value) || 0) + 1);
  }
  const words = terms.filter(({ word, negated }) => word && !negated);
  const worth = (at) => words.reduce((sum, { worth }) => sum + worth[at], 0);
  const value = new Map(hits.map((at) => [at, worth(at)]));
  const order = words.length ? 1 : -1;
  hits.sort((a, b) => index.kind[a] - index.kind[b] || index.live[b] - index.live[a]
    || value.get(b) - value.get(a) || order * (a - b));
  return { terms, hits, facets: all, left, words: words.map(({ word }) => word.trim()).filter(Boolean) };
}

prepare(declogSearch.records);
declogSearch.engine = { index, state, request, href, fold, lex, quote, keyOf, test, compile, places, isYear, find, settled };

// The ids that answer a query, or the fault, once all of the index is there that it asks.
function settled(text, scope) {
  return new Promise((done) => (function again() {
    let told;
    try {
      told = { ids: find(text, scope || "").hits.map((at) => index.ids[at]) };
    } catch (error) {
      if (!error.fault) throw error;
      told = { error: error.message, meant: error.meant || null };
    }
    if (state.missing.size && !state.failed) request(again); else done(told);
  })());
}
