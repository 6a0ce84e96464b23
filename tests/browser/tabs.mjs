// Opens pages in two tabs at once and gathers what is found on each, in the order of the pages.
import { pathToFileURL } from 'node:url';

const TABS = 2;

// The address that the paths of a site's files follow when it is opened from the disk.
export function baseOf(site) {
  return `${pathToFileURL(site.root).href}/`;
}

// The address of a page below a base; what follows a question mark stays as it is.
export function addressOf(base, page) {
  const [path, ...query] = page.split('?');
  const address = base + path.split('/').map(encodeURIComponent).join('/');
  return query.length > 0 ? `${address}?${query.join('?')}` : address;
}

// Calls `look(tab, page)` for each page.
export async function onPages(context, pages, look) {
  const found = new Map();
  const waiting = [...pages];
  const work = async () => {
    const tab = await context.newPage();
    for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) {
      found.set(page, await look(tab, page));
    }
    await tab.close();
  };
  await Promise.all(Array.from({ length: Math.min(TABS, pages.length) }, work));
  return pages.map((page) => found.get(page));
}
