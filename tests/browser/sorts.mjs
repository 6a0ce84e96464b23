// Puts the pages of a site in sorts, so that a few of each can stand for all that one template makes.
const LISTS = /^(state|year|tag|owner|area)-/;
const ALONE = /^(index|groups)$/;

// The sort of a page is its folder and what its name has in common with its like: a list of tags, a record, its history.
export function sortOf(page) {
  const [, folder = '', name] = page.match(/^(.*\/)?([^/]*)\.html$/);
  if (!folder || ALONE.test(name)) return page;
  if (folder === 'rules/') return folder;
  const list = name.match(LISTS);
  return folder + (list ? list[0] : name.replace(/\d+/g, '#').replace(/^[^#]*$/, ''));
}

// At most `most` pages of each sort, spread over all that there are, in the order of the site.
export function sampleOf(pages, most) {
  const sorts = new Map();
  for (const page of pages) {
    const sort = sortOf(page);
    if (!sorts.has(sort)) sorts.set(sort, []);
    sorts.get(sort).push(page);
  }
  const chosen = new Set([...sorts].flatMap(([sort, all]) => spread(all, typeof most === 'number' ? most : most(sort))));
  return pages.filter((page) => chosen.has(page));
}

// One page of each template: lists of records look alike, whatever their kind and whatever they are lists by.
export function onePerTemplate(pages) {
  const seen = new Map();
  for (const page of pages) {
    const [folder] = page.split('/');
    const isKind = pages.includes(`${folder}/groups.html`);
    const template = isKind && !sortOf(page).endsWith('#') ? sortOf(page).replace(/^.*\/(?:(?:state|year|tag|owner|area)-)?/, '') : sortOf(page);
    if (!seen.has(template)) seen.set(template, page);
  }
  return [...seen.values()];
}

function spread(all, most) {
  if (most === 0) return [];
  const step = Math.max(1, all.length / most);
  return Array.from({ length: Math.min(most, all.length) }, (_, at) => all[Math.floor(at * step)]);
}
