// No link within the site is dead: each is relative, names a page, and the fragment is there.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { elementsOf } from '../markup.mjs';
import { addressOf, baseOf } from '../tabs.mjs';

const POINTING = ['cite', 'data', 'href', 'poster', 'src', 'xlink:href'];

// Every page is read, however many there are: what is dead may stand on one of them only.
export function checkLinks({ site }) {
  const read = site.pages.map((page) => ({ page, ...describe(join(site.root, page)) }));
  const anchors = new Map(read.map((page) => [join(site.root, page.page), page.anchors]));
  const kinds = new Map();
  const kindOf = (path) => {
    if (!kinds.has(path)) kinds.set(path, kindOnDisk(path));
    return kinds.get(path);
  };
  return read.flatMap(({ page, targets }) => {
    const from = addressOf(baseOf(site), page);
    return targets
      .map((target) => [target, faultOf(target, from, { site, anchors, kindOf })])
      .filter(([, fault]) => fault)
      .map(([target, fault]) => `${page}: ${target} ${fault}`);
  });
}

function describe(path) {
  const attributes = elementsOf(readFileSync(path, 'utf8')).flatMap((element) => element.attributes);
  const valuesOf = (names) => attributes.filter(([name]) => names.includes(name)).map(([, value]) => value);
  return { anchors: new Set(valuesOf(['id', 'name'])), targets: valuesOf(POINTING) };
}

function kindOnDisk(path) {
  if (!existsSync(path)) return 'none';
  return statSync(path).isDirectory() ? 'folder' : 'file';
}

function faultOf(target, from, { site, anchors, kindOf }) {
  if (/^\s*(file:|[\\/])/i.test(target)) return 'is not relative';
  const address = read(target, from);
  if (!address) return 'is no address';
  const { path, fragment } = address;
  if (!path) return null;
  if (path !== site.root && !path.startsWith(`${site.root}/`)) return 'leads out of the site';
  if (kindOf(path) === 'none') return 'names no file';
  if (kindOf(path) === 'folder') return 'names a folder, which opens only on a server';
  if (fragment && anchors.has(path) && !anchors.get(path).has(fragment)) return 'names no anchor';
  return null;
}

// An address of another scheme than `file:` has no path here.
function read(target, from) {
  try {
    const url = new URL(target, from);
    if (url.protocol !== 'file:') return { path: null };
    const fragment = decodeURIComponent(url.hash.slice(1));
    url.hash = '';
    url.search = '';
    return { path: fileURLToPath(url), fragment };
  } catch {
    return null;
  }
}
