// Tells what on a page no template and no Markdown makes. It knows what they make from sites that nobody attacked.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { elementsOf } from '../markup.mjs';

// What Markdown can make, and the sites that nobody attacked need not have used.
const MARKDOWN = {
  a: ['class', 'href', 'id', 'title'],
  blockquote: ['class'],
  br: [],
  code: ['class'],
  dd: [],
  del: [],
  div: ['class'],
  dl: [],
  dt: [],
  em: [],
  figure: ['class'],
  figcaption: [],
  h3: ['id'],
  h4: ['id'],
  h5: ['id'],
  h6: ['id'],
  hr: [],
  img: ['alt', 'src', 'title', 'loading', 'width', 'height'],
  input: ['type', 'checked', 'disabled', 'aria-label'],
  li: ['id', 'class', 'value'],
  ol: ['start', 'class'],
  p: ['class'],
  pre: ['class', 'tabindex'],
  section: ['class'],
  span: ['class'],
  strong: [],
  sub: [],
  sup: ['class', 'id'],
  table: ['class'],
  tbody: [],
  td: ['class', 'data-label'],
  th: ['class', 'scope'],
  thead: [],
  tr: [],
  ul: ['class'],
};

// What the search makes of what it finds, and templates of what the tame sites need not have.
const SEARCH = {
  a: ['tabindex'],
  button: ['aria-expanded', 'data-more', 'data-open', 'data-shown'],
  fieldset: [],
  input: ['aria-invalid', 'id'],
  legend: [],
  mark: [],
  svg: ['xmlns'],
  td: ['colspan'],
};

// From each tag to the attributes that it may have: those of the pages as they are on the disk, and as scripts leave them.
export function knownElements(sites, visits) {
  const known = new Map(Object.entries(MARKDOWN).map(([tag, names]) => [tag, new Set(names)]));
  const found = Object.entries(SEARCH).map(([tag, names]) => ({ tag, attributes: names.map((name) => [name]) }));
  const pages = sites.flatMap((site) => site.pages.map((page) => elementsOf(readFileSync(join(site.root, page), 'utf8'))));
  for (const { tag, attributes } of [found, ...pages, ...visits.map((visit) => visit.elements)].flat()) {
    const name = tag.toLowerCase();
    if (!known.has(name)) known.set(name, new Set());
    for (const [attribute] of attributes) known.get(name).add(attribute.toLowerCase());
  }
  return Array.from(known, ([tag, names]) => [tag, [...names]]);
}

// Runs in the page: {faults, ran} of the page, or of a text that is read as a page and not opened. `known` is what
// `knownElements` gave; without it only what is dangerous anywhere is a fault.
export async function judgePage({ known, text }) {
  await new Promise((done) => setTimeout(done, 0));
  const page = text === undefined ? document : new DOMParser().parseFromString(text, 'text/html');
  const allowed = known && new Map(known.map(([tag, names]) => [tag, new Set(names)]));
  const never = /^(script|style|iframe|frame|frameset|object|embed|applet|base|form|button|textarea|select|animate|set|foreignobject|template|portal|math)$/;
  const faults = new Set();
  const pointing = /^(href|src|action|formaction|data|poster|cite|srcset|xlink:href|background|ping)$/;
  const judgeAddress = (tag, name, value) => {
    // Browsers drop control characters and spaces before they read the scheme.
    const plain = value.replace(/[\u0000-\u0020]/g, '');
    const scheme = plain.match(/^([a-z][a-z0-9+.-]*):/i)?.[1].toLowerCase();
    const leads = name === 'href' && tag !== 'link';
    if (scheme && !(leads && ['http', 'https', 'mailto'].includes(scheme))) faults.add(`${value.slice(0, 80)} in ${name} of <${tag}>`);
    if (/^[\\/]/.test(plain)) faults.add(`${value.slice(0, 80)} in ${name} of <${tag}> leaves the site`);
  };
  const judge = (root) => {
    for (const element of root.querySelectorAll('*')) {
      const tag = element.localName.toLowerCase();
      if (allowed ? !allowed.has(tag) : never.test(tag) && element.closest('.prose')) faults.add(`<${tag}> is made by no template`);
      for (const { name, value } of element.attributes) {
        const lower = name.toLowerCase();
        if (allowed?.has(tag) && !allowed.get(tag).has(lower)) faults.add(`${lower} on <${tag}> is made by no template`);
        if (/^on/.test(lower) || lower === 'style' || lower === 'srcdoc') faults.add(`${lower} on <${tag}>`);
        if (pointing.test(lower)) judgeAddress(tag, lower, value);
      }
      if (tag === 'script' && (element.textContent || !element.hasAttribute('src'))) faults.add('a script within a page');
      if (element.shadowRoot) judge(element.shadowRoot);
      if (element.content instanceof DocumentFragment) judge(element.content);
    }
  };
  judge(page);
  const policies = Array.from(page.querySelectorAll('meta[http-equiv]'), (meta) => meta.httpEquiv.toLowerCase());
  if (policies.join() !== 'content-security-policy') faults.add(`tells the browser ${policies.join()}`);
  if (page.querySelectorAll('main').length !== 1) faults.add('not one <main>');
  if (page.compatMode !== 'CSS1Compat') faults.add('quirks mode');
  return { faults: [...faults], ran: window.ran };
}
