// Writes a record as a file: front matter, title, sections and the log that follows them.

// Fields that have no value are left out. A list, an object and a text are written as JSON, which is YAML too.
export function recordText({ fields, title, sections, entries = [] }) {
  const front = Object.entries(fields)
    .filter(([, value]) => value !== undefined && value.length !== 0)
    .map(([key, value]) => `${key}: ${valueOf(value)}\n`);
  const parts = sections.map(([heading, text]) => `## ${heading}\n\n${text}\n\n`);
  const log = entries.map(({ on, word, by, text }) => `### ${on} · ${word} · ${by}\n\n${text}\n\n`);
  return `---\n${front.join('')}---\n# ${title}\n\n${parts.join('')}${log.length > 0 ? `## Log\n\n${log.join('')}` : ''}`;
}

function valueOf(value) {
  return /^[a-z0-9-]+$/.test(value) ? value : JSON.stringify(value);
}

// Where a record of a kind with a number lies; the name needs no more than the number.
export function pathOf(kind, number, name = 'x') {
  return `docs/${kind}/${String(number).padStart(4, '0')}-${name}.md`;
}
