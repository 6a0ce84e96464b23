// No link within the site is dead: each is relative, names a page, and the fragment is there.
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const POINTING = ['cite', 'data', 'href', 'poster', 'src', 'xlink:href'];

export function checkLinks({ site, visits }) {
  const anchors = new Map(visits.map((visit) => [fileURLToPath(visit.url), new Set(visit.anchors)]));
  return visits.flatMap(({ page, url, elements }) =>
    targetsOf(elements)
      .map((target) => [target, faultOf(target, url, site, anchors)])
      .filter(([, fault]) => fault)
      .map(([target, fault]) => `${page}: ${target} ${fault}`));
}

function targetsOf(elements) {
  return elements.flatMap(({ attributes }) =>
    attributes.filter(([name]) => POINTING.includes(name)).map(([, value]) => value));
}

function faultOf(target, from, site, anchors) {
  if (/^\s*(file:|[\\/])/i.test(target)) return 'is not relative';
  const address = read(target, from);
  if (!address) return 'is no address';
  const { path, fragment } = address;
  if (!path) return null;
  if (path !== site.root && !path.startsWith(`${site.root}/`)) return 'leads out of the site';
  if (!existsSync(path)) return 'names no file';
  if (statSync(path).isDirectory()) return 'names a folder, which opens only on a server';
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
