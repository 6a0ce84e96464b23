// Prints what Lighthouse gives pages of a built site: `LIGHTHOUSE=FOLDER node measure/lighthouse.mjs SITE [PAGE]...`.
// Lighthouse is large and is no part of the tests: `npm install lighthouse` in a folder elsewhere, and FOLDER is its
// `node_modules/lighthouse`. The site is served here, packed with gzip as hosts do.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { serveSite } from '../server.mjs';

const PAGES = ['index.html', 'decisions/dec-30.html', 'decisions/index.html', 'search.html', 'map.html'];
const CATEGORIES = ['accessibility', 'best-practices', 'seo', 'performance'];
const PORT = 9333;

const [folder, ...named] = process.argv.slice(2);
if (!folder || !process.env.LIGHTHOUSE) throw new Error('usage: LIGHTHOUSE=FOLDER node measure/lighthouse.mjs SITE [PAGE]...');
const root = resolve(folder);
const { default: lighthouse } = await import(pathToFileURL(join(process.env.LIGHTHOUSE, 'core/index.js')));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${PORT}`],
});
const { base, close } = await serveSite(root, '/');

console.log(['page', ...CATEGORIES].join('\t'));
for (const page of (named.length > 0 ? named : PAGES).filter((path) => existsSync(join(root, path)))) {
  const { lhr } = await lighthouse(base + page, { port: PORT, onlyCategories: CATEGORIES, logLevel: 'silent' });
  const scores = CATEGORIES.map((category) => Math.round(lhr.categories[category].score * 100));
  console.log([page, ...scores].join('\t'));
  for (const { title, refs } of lost(lhr)) console.log(`  ${title}${refs}`);
}

await browser.close();
await close();

// What takes a page its points, each with what it is about.
function lost(lhr) {
  const refs = CATEGORIES.flatMap((category) => lhr.categories[category].auditRefs).filter(({ weight }) => weight > 0);
  return [...new Set(refs.map(({ id }) => id))]
    .map((id) => lhr.audits[id])
    .filter(({ score }) => score !== null && score < 0.9)
    .map(({ title, displayValue }) => ({ title, refs: displayValue ? `: ${displayValue}` : '' }));
}
