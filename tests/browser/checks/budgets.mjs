// First load of any page: at most 4 requests and 40 KB; style sheets 12 KB, scripts 8 KB (gzip).
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const REQUESTS = 4;
const KINDS = [
  { name: 'all files', bytes: 40_000, holds: () => true },
  { name: 'style sheets', bytes: 12_000, holds: (path) => path.endsWith('.css') },
  { name: 'scripts', bytes: 8_000, holds: (path) => path.endsWith('.js') },
];

export function checkBudgets({ visits }) {
  return visits.flatMap(({ page, requests }) => {
    const asked = [...new Set(requests)];
    const over = overKinds(asked).map((fault) => `${page}: ${fault}`);
    if (asked.length <= REQUESTS) return over;
    return [`${page}: ${asked.length} requests, at most ${REQUESTS}`, ...over];
  });
}

function overKinds(asked) {
  const files = asked.filter((url) => url.startsWith('file:')).map(weigh).filter(Boolean);
  return KINDS.flatMap(({ name, bytes, holds }) => {
    const sum = files.filter(({ path }) => holds(path)).reduce((total, { size }) => total + size, 0);
    return sum > bytes ? [`${name} weigh more than ${bytes} bytes in gzip`] : [];
  });
}

// A file that is not there weighs nothing: the console and link checks name it.
function weigh(url) {
  const path = fileURLToPath(url);
  try {
    return { path, size: gzipSync(readFileSync(path)).length };
  } catch {
    return null;
  }
}
