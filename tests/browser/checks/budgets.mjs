// First load of any page: at most 4 requests and 40 KB, 100 KB for a list; style sheets 12 KB, scripts 8 KB (gzip).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const REQUESTS = 4;
const RECORD = 40_000;
const LIST = 100_000;
const KINDS = [
  { name: 'all files', bytes: (visit) => (isRecord(visit) ? RECORD : LIST), holds: () => true },
  { name: 'style sheets', bytes: () => 12_000, holds: (path) => path.endsWith('.css') },
  { name: 'scripts', bytes: () => 8_000, holds: (path) => path.endsWith('.js') },
];

export function checkBudgets({ site, visits }) {
  const weights = new Map();
  const weigh = (path) => {
    if (!weights.has(path)) weights.set(path, weightOf(path));
    return weights.get(path);
  };
  return visits.flatMap((visit) => {
    const asked = [...new Set(visit.requests)];
    const paths = asked.filter((url) => url.startsWith(visit.base)).map((url) => pathOf(site, visit, url));
    const over = overKinds(visit, paths, weigh).map((fault) => `${visit.page}: ${fault}`);
    if (asked.length <= REQUESTS) return over;
    return [`${visit.page}: ${asked.length} requests, at most ${REQUESTS}`, ...over];
  });
}

// A record's page says so itself, whatever its kind is called.
function isRecord({ elements }) {
  return elements.some(({ tag, attributes }) =>
    tag === 'article' && attributes.some(([name, value]) => name === 'class' && /\brecord\b/.test(value)));
}

function pathOf(site, { base }, url) {
  return join(site.root, decodeURIComponent(new URL(url).pathname.slice(new URL(base).pathname.length)));
}

function overKinds(visit, paths, weigh) {
  return KINDS.flatMap(({ name, bytes, holds }) => {
    const sum = paths.filter(holds).reduce((total, path) => total + weigh(path), 0);
    return sum > bytes(visit) ? [`${name} weigh more than ${bytes(visit)} bytes in gzip`] : [];
  });
}

// A file that is not there weighs nothing: the console and link checks name it.
function weightOf(path) {
  try {
    return gzipSync(readFileSync(path)).length;
  } catch {
    return 0;
  }
}
