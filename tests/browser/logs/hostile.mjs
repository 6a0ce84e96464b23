// Prints the history of a log in which everything that somebody may write anywhere is a vector: a record holds many, and
// between them they hold each of them in each place. With `--raw-html` HTML in records is let in, and has to be
// sanitised; without it the words of the interface are a vector too.
import { readFileSync } from 'node:fs';
import { vectors } from '../injection/vectors.mjs';
import { FORMS } from '../injection/forms.mjs';
import { printHistory } from './history.mjs';
import { pathOf, recordText } from './record.mjs';
import { daysAfter } from './seed.mjs';

const RAW_HTML = process.argv.includes('--raw-html');
const PACK = 30;
const text = JSON.stringify;
const all = vectors().map((vector) => vector.text);
const inOneLine = all.map((vector) => vector.replace(/[\r\n\0]+/g, ' '));
const packs = Array.from({ length: Math.ceil(all.length / PACK) }, (_, at) => inOneLine.slice(at * PACK, (at + 1) * PACK));
const joined = packs.map((pack) => pack.join(' '));
const dayOf = (at) => daysAfter('2026-10-01', at);

// Handles and names of areas are letters, digits and a few signs. What is left are names that mean something to somebody.
const HANDLES = ['constructor', '__proto__', 'toString', 'index', 'hasOwnProperty', 'con', 'groups', '-', '...', 'a.html'];

function settings() {
  const handleOf = (at) => HANDLES[at] ?? `p${at}`;
  const people = packs.map((pack, at) =>
    `[people.${text(handleOf(at))}]\nname = ${text(joined[at])}\nemail = ${text(pack)}\ntimezone = "Asia/Kathmandu"\nbackup = ${text(joined[at])}\n`);
  const teams = packs.map((pack, at) => `[teams.t${at}]\nname = ${text(joined[at])}\nmembers = ${text(pack)}\nlead = ${text(joined[at])}\n`);
  const areas = packs.map((pack, at) => [
    `[areas.${text(HANDLES[at] ?? `a${at}`)}]`,
    `title = ${text(joined[at])}`,
    ...['owner', 'limits'].map((key) => `${key} = ${text(joined[at])}`),
    ...['backup', 'escalate'].map((key) => `${key} = ${text(pack[at % pack.length])}`),
    ...['decides', 'consult', 'inform', 'guardrails', 'paths'].map((key) => `${key} = ${text(pack)}`),
  ].join('\n'));
  const log = `[log]\ntitle = ${text(inOneLine.slice(0, 120).join(' '))}\ndescription = ${text(inOneLine.join(' '))}\n`;
  const own = RAW_HTML ? 'raw-html = true' : 'messages = "words.toml"';
  const site = `[site]\nedit-url = ${text('javascript:pwned(1)//{path}')}\nstart-here = ${text(inOneLine.slice(0, 300))}\n${own}\n`;
  return ['format = 1\n', log, site, ...people, ...teams, ...areas].join('\n');
}

// Every word of ours with two vectors behind it.
function words() {
  const ours = readFileSync(new URL('../../../templates/site/words.toml', import.meta.url), 'utf8');
  let at = 0;
  const added = () => text(` ${inOneLine[at++ % all.length]} ${inOneLine[at++ % all.length]}`).slice(1);
  return ours.replace(/^([\w-]+ = ".*)"$/gm, (_, word) => word + added()).replace(/(= \{ .*)" \}$/gm, (_, word) => `${word}${added()} }`);
}

function nameOf(at, kind) {
  const places = { decisions: 0, briefs: 7, handoffs: 19 };
  const name = inOneLine[(at * 37 + places[kind]) % all.length].replace(/[/\\\0]/g, '_');
  return Buffer.from(name).subarray(0, 150).toString().replace(/\ufffd+$/, '') || 'x';
}

function common(pack, at) {
  return {
    owner: joined[at],
    area: at % 2 ? [`a${at}`] : pack.slice(0, 2),
    tags: [joined[at], pack[1]],
    consulted: pack,
    informed: pack,
    summary: joined[at],
    'depends-on': pack,
    'relates-to': pack,
    serves: pack,
    aliases: pack.slice(0, 3),
    'review-by': joined[at],
    'x-unknown': joined[at],
  };
}

function entriesOf(pack, at, words) {
  return [
    { on: dayOf(at + 1), word: joined[at], by: joined[at], text: joined[at] },
    ...words.map((word) => ({ on: dayOf(at), word, by: joined[at], text: joined[at] })),
  ];
}

function decision(pack, at) {
  return recordText({
    title: joined[at],
    fields: {
      status: [joined[at], 'accepted', 'proposed', 'superseded'][at % 4],
      date: dayOf(at),
      created: dayOf(at),
      ...common(pack, at),
      'decision-makers': pack,
      governs: pack,
      supersedes: at % 4 === 1 ? [`DEC-${at}`] : pack,
      amends: pack,
      'exception-to': pack,
      expires: joined[at],
      reversible: joined[at],
      'implemented-by': pack,
    },
    sections: [
      ['Context and Problem Statement', joined[at]],
      ['Considered Options', pack.map((vector) => `* ${vector}`).join('\n')],
      ['Decision Outcome', `Chosen option: "${pack[0]}", because ${joined[at]}\n\n### Consequences\n\n* Good, because ${joined[at]}`],
      ['Pros and Cons of the Options', pack.map((vector) => `### ${vector}\n\n* Good, because ${vector}\n* Bad, because ${vector}`).join('\n\n')],
      [pack[3], joined[at]],
    ],
    entries: entriesOf(pack, at, ['concern', 'amendment', 'review']),
  });
}

function brief(pack, at) {
  const readings = { [dayOf(at)]: 3, [dayOf(at + 1)]: 5 };
  return recordText({
    title: joined[at],
    fields: {
      status: ['active', 'draft', 'missed', joined[at]][at % 4],
      date: dayOf(at),
      created: dayOf(at),
      ...common(pack, at),
      due: at % 2 ? dayOf(at + 30) : joined[at],
      period: joined[at],
      parent: joined[at],
      measures: [
        { name: joined[at], unit: joined[at], baseline: 9, target: '<= 3', source: joined[at], readings },
        ...pack.slice(0, 10).map((vector) => ({ name: vector, unit: vector, baseline: vector, target: vector, source: vector, readings: { [vector]: vector } })),
      ],
      milestones: pack.map((vector, place) => ({ title: vector, owner: vector, due: place % 2 ? dayOf(place) : vector, was: [vector], done: place % 3 ? undefined : vector })),
    },
    sections: [
      ['Outcome', joined[at]],
      ['Success criteria', pack.map((vector) => `* ${vector}`).join('\n')],
      ['Boundaries', joined[at]],
    ],
    entries: entriesOf(pack, at, ['on-track', 'at-risk', 'off-track']),
  });
}

function handoff(pack, at) {
  return recordText({
    title: joined[at],
    fields: {
      status: ['offered', 'clarifying', 'accepted', joined[at], 'done'][at % 5],
      date: dayOf(at),
      created: dayOf(at),
      ...common(pack, at),
      owner: undefined,
      from: joined[at],
      to: at % 2 ? `p${at}` : joined[at],
      'respond-by': at % 2 ? dayOf(at) : joined[at],
      items: [...pack, `DEC-${at + 1}`, `area:a${at}`],
      revision: joined[at],
    },
    sections: [
      ['What is handed over', joined[at]],
      ['State of the work', joined[at]],
      ['Next steps', joined[at]],
      ['Risks and open questions', pack.map((vector) => `* ${vector}`).join('\n')],
      ['Access and links', joined[at]],
      ['Acceptance checklist', pack.map((vector) => `- [ ] ${vector}`).join('\n')],
    ],
    entries: entriesOf(pack, at, ['question', 'answer']),
  });
}

function bodyOf([form, write]) {
  return recordText({
    title: form,
    fields: { status: 'proposed', date: dayOf(0), created: dayOf(0), owner: 'p12' },
    sections: [['Context and Problem Statement', all.map((vector, at) => write(vector, at)).join('\n\n')]],
  });
}

const commits = packs.map((pack, at) => ({
  by: { name: joined[at].replace(/[<>\n]/g, '') || 'x', email: pack[0].replace(/[<>\s]/g, '') || 'x' },
  on: dayOf(at),
  subject: joined[at],
  files: {
    ...(at === 0 ? { 'declog.toml': settings(), 'words.toml': words() } : {}),
    [pathOf('decisions', at + 1, nameOf(at, 'decisions'))]: decision(pack, at),
    [pathOf('briefs', at + 1, nameOf(at, 'briefs'))]: brief(pack, at),
    [pathOf('handoffs', at + 1, nameOf(at, 'handoffs'))]: handoff(pack, at),
  },
}));
const bodies = Object.fromEntries(Object.entries(FORMS).map((form, at) => [pathOf('decisions', 500 + at, form[0]), bodyOf(form)]));
printHistory([...commits, { by: { name: 'Ana', email: 'ana@example.org' }, on: '2026-11-20', subject: 'Bodies', files: bodies }]);
