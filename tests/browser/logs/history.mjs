// Prints a history of commits for `git fast-import`, which takes thousands of files at once and asks for no clock.

// A commit is {by: {name, email}, on, subject, files}: the files are those it writes, from path to text. Of commits that
// come together the last one wins.
export function printHistory(commits) {
  const sorted = [...commits].sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)));
  process.stdout.write(sorted.map(commandsOf).join(''));
}

function commandsOf({ by, on, subject, files }) {
  const when = Date.parse(`${on}T10:00:00Z`) / 1000;
  const written = Object.entries(files).map(([path, text]) => `M 100644 inline ${quoted(path)}\n${dataOf(text)}\n`);
  return [
    'commit refs/heads/main\n',
    `author ${by.name} <${by.email}> ${when} +0000\n`,
    `committer ${by.name} <${by.email}> ${when} +0000\n`,
    `${dataOf(subject)}\n`,
    ...written,
    '\n',
  ].join('');
}

function dataOf(text) {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}

function quoted(path) {
  const escaped = path.replace(/[\\"]/g, (sign) => `\\${sign}`).replace(/\n/g, '\\n');
  return `"${escaped}"`;
}
