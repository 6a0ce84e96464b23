// Prints the history of a log of 300 records in which everything that the built-in kinds know occurs, with names and
// titles that few pages are ready for. Nothing of it is thrown: the same log comes on every machine.
import { AREAS, LONG_WORD, PEOPLE, SENTENCES, SUBJECTS, TAGS } from './awkward.mjs';
import { printHistory } from './history.mjs';
import { pathOf, recordText } from './record.mjs';
import { daysAfter, seeded } from './seed.mjs';

const DECISIONS = 180;
const BRIEFS = 70;
const HANDOFFS = 50;
const FIRST_DAY = '2025-02-03';
const LAST_DAY = '2026-11-20';
const DAYS = 640;
const HANDLES = PEOPLE.map(([handle]) => handle);
const throws = seeded(300);

function settings() {
  const text = JSON.stringify;
  const people = PEOPLE.map(([handle, name, zone], at) => [
    `[people.${handle}]`,
    `name = ${text(name)}`,
    `email = ["${handle}@example.org"]`,
    `timezone = "${zone}"`,
    'hours = "08:30-17:00"',
    `backup = "${HANDLES[(at + 1) % HANDLES.length]}"`,
    'respond-within = "3wd"',
    handle === 'tev' ? 'left = 2026-08-31\n' : '',
  ].join('\n'));
  const teams = [0, 3, 6].map((at) =>
    `[teams.team-${at}]\nname = ${text(`Team ${PEOPLE[at][1]}`)}\nmembers = ${text(HANDLES.slice(at, at + 4))}\n`);
  const areas = AREAS.map(([area, title], at) => [
    `[areas.${area}]`,
    `title = ${text(title)}`,
    area === 'nobody' ? '' : `owner = "${HANDLES[at]}"\nbackup = "${HANDLES[at + 1]}"\ndecides = ${text(HANDLES.slice(at, at + 3))}`,
    `consult = ["${HANDLES[at + 4]}"]\ninform = ["team-0"]\npaths = ["src/${area}/**"]`,
    `limits = ${text(SENTENCES[at])}`,
    `guardrails = ["DEC-${at * 6 + 2}"]\n`,
  ].join('\n'));
  const log = '[log]\ntitle = "Harbour & Hafen مرفأ 港"\ndescription = "Who decided what, and <why>."\n';
  const site = '[site]\nstart-here = ["DEC-2", "DEC-3", "BRF-1", "HND-2"]\n';
  return ['format = 1\n', log, site, ...people, ...teams, ...areas].join('\n');
}

function titleOf(number) {
  const subject = SUBJECTS[number % SUBJECTS.length];
  return `${subject} ${Math.floor(number / SUBJECTS.length) + 1}`;
}

function sentences(count) {
  return Array.from({ length: count }, () => throws.one(SENTENCES)).join('\n\n');
}

function common(number) {
  return {
    area: [AREAS[number % AREAS.length][0]],
    tags: throws.some(TAGS, 3),
    informed: throws.some(HANDLES, 2),
  };
}

function dayOf(number, count) {
  return daysAfter(FIRST_DAY, Math.floor((number / count) * (DAYS - 30)));
}

function entriesOf(words, day, most) {
  const entries = Array.from({ length: throws.below(most + 1) }, (_, at) => {
    const on = daysAfter(day, 12 * (at + 1));
    return { on: on < LAST_DAY ? on : LAST_DAY, word: throws.one(words), by: throws.one(HANDLES), text: sentences(1) };
  });
  return entries.sort((a, b) => (a.on < b.on ? 1 : -1));
}

// A record is written once as it was proposed, and once more as it ended up.
function twice({ path, by, first, day, last, lastDay, title }) {
  const author = PEOPLE.find(([handle]) => handle === by);
  const person = { name: author[1].replace(/[<>]/g, ''), email: `${by}@example.org` };
  return [
    { by: person, on: day, subject: `Propose ${title}`, files: { [path]: first } },
    { by: person, on: lastDay, subject: `Settle ${title}`, files: { [path]: last } },
  ];
}

function decision(number) {
  const day = dayOf(number, DECISIONS);
  const lastDay = daysAfter(day, 3 + (number % 20));
  const by = HANDLES[number % HANDLES.length];
  const title = titleOf(number);
  // Every sixth takes the place of the one before it, which settled a day earlier at the least.
  const place = number % 6;
  const status = ['superseded', 'accepted', 'accepted', 'proposed', 'rejected', 'accepted'][place];
  const ended = status === 'superseded' ? daysAfter(dayOf(number + 1, DECISIONS), 3 + ((number + 1) % 20)) : lastDay;
  const fields = (state, on) => ({
    status: state,
    date: on,
    created: day,
    owner: by,
    'decision-makers': [by, HANDLES[(number + 1) % HANDLES.length]],
    ...common(number),
    governs: [`src/${AREAS[number % AREAS.length][0]}/part-${number}/**`],
    supersedes: place === 1 ? [`DEC-${number - 1}`] : [],
    'depends-on': number > 12 ? [`DEC-${1 + ((number * 7) % (number - 6))}`] : [],
    'relates-to': number > 30 ? [`DEC-${number - 29}`] : [],
    'exception-to': place === 5 && number > 20 ? ['DEC-7'] : [],
    expires: place === 5 && number > 20 ? daysAfter(LAST_DAY, number - 100) : undefined,
    amends: place === 2 && number > 20 ? [`DEC-${number - 12}`] : [],
    serves: [`BRF-${1 + (number % BRIEFS)}`],
    reversible: ['easy', 'costly', 'one-way'][number % 3],
    'review-by': place === 2 ? daysAfter(LAST_DAY, (number % 60) - 30) : undefined,
  });
  const one = `Do it: ${title.slice(0, 40)}`;
  const sections = [
    ['Context and Problem Statement', sentences(2)],
    ['Decision Drivers', SENTENCES.slice(0, 4).map((text) => `* ${text}`).join('\n')],
    ['Considered Options', `* ${one}\n* Leave it as it is\n* ${LONG_WORD.slice(0, 90)}`],
    ['Decision Outcome', `Chosen option: "${one}", because the others cost more.\n\n### Consequences\n\n* Good, because ${sentences(1)}\n* Bad, because somebody has to move.\n\n### Confirmation\n\nA count each night.`],
    ['Pros and Cons of the Options', `### ${one}\n\n* Good, because it is one table.\n* Bad, because 1,000,000 rows move.\n\n### Leave it as it is\n\n* Neutral, because nothing changes.`],
    ['More Information', '| berth | depth in m | dues |\n|---|---:|---:|\n| ٣ | 12.5 | 1,234,567.00 € |\n| 北四 | 9 | 0.99 € |\n\n```rust\nfn dues(tons: u64) -> u64 { tons * 1_000 }\n```'],
  ];
  const entries = entriesOf(['note', 'concern', 'question', 'review'], lastDay, 4);
  return twice({
    path: pathOf('decisions', number),
    by, day, title,
    lastDay: status === 'proposed' ? daysAfter(day, 1) : ended,
    first: recordText({ fields: fields('proposed', day), title, sections }),
    last: recordText({ fields: fields(status, status === 'proposed' ? day : ended), title, sections, entries }),
  });
}

function brief(number) {
  const day = dayOf(number, BRIEFS);
  const lastDay = daysAfter(day, 20);
  const by = HANDLES[(number * 5) % HANDLES.length];
  const title = titleOf(number + 3);
  const status = ['active', 'active', 'draft', 'achieved', 'active', 'missed', 'dropped'][number % 7];
  const due = daysAfter(LAST_DAY, number * 9 - 200);
  const fields = (state, on) => ({
    status: state,
    date: on,
    created: day,
    owner: by,
    ...common(number),
    due,
    period: `2026-Q${1 + (number % 4)}`,
    parent: number > 20 && number % 5 === 0 ? 'BRF-2' : undefined,
    'update-every': '2w',
    priority: 1 + (number % 5),
    measures: [
      { name: 'hours that ships wait 🚢', unit: 'h', baseline: 1234567, target: '<= 300', source: 'the harbour book', readings: Object.fromEntries([0, 40, 90].map((at) => [daysAfter(day, at), 1234567 - at * 9000])) },
      { name: `نسبة ${LONG_WORD.slice(0, 60)}`, unit: '%', baseline: 12.5, target: '>= 99.9', source: 'https://example.org/?a=1&b=2', readings: { [day]: 12.5, [lastDay]: 99.95 } },
    ],
    milestones: [
      { title: 'First berth — 第一泊位', owner: by, due: daysAfter(day, 30), was: [daysAfter(day, 10), daysAfter(day, 20)], done: number % 2 === 0 ? daysAfter(day, 19) : undefined },
      { title: `All ${title}`, owner: HANDLES[number % HANDLES.length], due },
    ],
  });
  const sections = [
    ['Outcome', `No ship waits longer than 300 hours. ${sentences(1)}`],
    ['Why now', sentences(1)],
    ['Success criteria', '* 99.9 % of ships berth within 300 hours by 2026-12-31\n* hours that ships wait: 300'],
    ['Boundaries', 'No new crane without a decision of Ada.'],
    ['Out of scope', 'Fishing boats.'],
    ...(/achieved|missed|dropped/.test(status) ? [['What we learned', sentences(2)]] : []),
  ];
  const entries = entriesOf(['on-track', 'at-risk', 'off-track', 'nothing-changed', 'note'], lastDay, 6);
  return twice({
    path: pathOf('briefs', number),
    by, day, title,
    lastDay: status === 'draft' ? daysAfter(day, 1) : lastDay,
    first: recordText({ fields: fields('draft', day), title, sections }),
    last: recordText({ fields: fields(status, status === 'draft' ? day : lastDay), title, sections, entries }),
  });
}

function handoff(number) {
  const day = dayOf(number, HANDOFFS);
  const lastDay = daysAfter(day, 8);
  const from = HANDLES[(number * 3) % HANDLES.length];
  const to = HANDLES[(number * 3 + 4) % HANDLES.length];
  const title = titleOf(number + 7);
  const status = ['offered', 'accepted', 'done', 'clarifying', 'declined', 'draft', 'done'][number % 7];
  const fields = (state, on) => ({
    status: state,
    date: on,
    created: day,
    from,
    to,
    ...common(number),
    'respond-by': daysAfter(day, 12),
    due: daysAfter(day, 45),
    items: [`DEC-${number * 3 + 2}`, `area:${AREAS[number % AREAS.length][0]}`, `BRF-${1 + (number % BRIEFS)}`],
    serves: [`BRF-${1 + (number % BRIEFS)}`],
  });
  const ticked = status === 'done' ? 'x' : ' ';
  const sections = [
    ['What is handed over', sentences(2)],
    ['State of the work', '* 12,345 of 1,234,567 rows moved\n* the rest waits'],
    ['Next steps', '1. Ask the pilot\n2. اسأل الميناء\n3. 通知港口'],
    ['Risks and open questions', `* ${sentences(1)}\n* Who answers at night?`],
    ['Access and links', '* <https://example.org/>'],
    ['Acceptance checklist', `- [x] The book is read\n- [${ticked}] ${LONG_WORD.slice(0, 120)}\n- [${ticked}] The key is there`],
  ];
  const entries = entriesOf(['note', 'question', 'answer'], lastDay, 3);
  return twice({
    path: pathOf('handoffs', number),
    by: from, day, title, lastDay,
    first: recordText({ fields: fields('draft', day), title, sections }),
    last: recordText({ fields: fields(status, lastDay), title, sections, entries }),
  });
}

function each(count, make) {
  return Array.from({ length: count }, (_, at) => make(at + 1)).flat();
}

const files = { 'declog.toml': settings() };
for (const [area] of AREAS) files[`src/${area}/main.rs`] = `// ${area}\n`;
printHistory([
  { by: { name: 'Ada Lindqvist', email: 'ada@example.org' }, on: '2025-02-01', subject: 'A log for the harbour', files },
  ...each(DECISIONS, decision),
  ...each(BRIEFS, brief),
  ...each(HANDOFFS, handoff),
]);
