// Finds built sites on disk and their pages.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';

// Sites are the folder itself, or each folder in it, that holds an `index.html`.
export function findSites(folder) {
  const root = resolve(folder);
  if (existsSync(join(root, 'index.html'))) return [readSite(root)];
  const sites = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, 'index.html')))
    .map((entry) => readSite(join(root, entry.name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (sites.length === 0) throw new Error(`no built site in ${root}`);
  return sites;
}

// A site is its name, its folder and the paths of its pages, with forward slashes.
export function readSite(folder) {
  const root = resolve(folder);
  const pages = filesBelow(root)
    .map((path) => relative(root, path).split(sep).join('/'))
    .filter((path) => path.endsWith('.html'))
    .sort();
  return { name: basename(root), root, pages };
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

// Words to search for: one that records of the site have, where the site has a search.
export function wordsOf(site) {
  if (!site.pages.includes('search.html')) return [];
  const { records } = JSON.parse(readFileSync(join(site.root, 'index.json'), 'utf8'));
  const words = records.flatMap(({ title }) => title.match(/\p{L}{4,}/gu) ?? []);
  return words.slice(0, 1).map((word) => word.toLowerCase());
}
