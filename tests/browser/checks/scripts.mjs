// Nothing of a contributor's runs, and nothing that could run stands in a page.
const FRAMES = ['base', 'embed', 'frame', 'iframe', 'object'];
const ADDRESSES = ['action', 'data', 'formaction', 'href', 'src', 'srcdoc', 'xlink:href'];

export function checkScripts({ visits }) {
  return visits.flatMap(({ page, dialogs, elements }) => [
    ...dialogs.map((dialog) => `${page}: ran ${dialog}`),
    ...elements.flatMap((element) => faultsOf(element).map((fault) => `${page}: ${fault}`)),
  ]);
}

function faultsOf({ tag, attributes, text }) {
  const faults = [];
  if (tag === 'script' && text) faults.push('inline script');
  if (tag === 'style') faults.push('inline style sheet');
  if (FRAMES.includes(tag)) faults.push(`<${tag}>`);
  for (const [name, value] of attributes) {
    if (/^on/i.test(name)) faults.push(`${name} on <${tag}>`);
    if (name === 'style') faults.push(`style on <${tag}>`);
    if (ADDRESSES.includes(name) && runs(value)) faults.push(`${value} in ${name} of <${tag}>`);
  }
  return faults;
}

// Browsers drop control characters and spaces before they read the scheme.
function runs(address) {
  return /^(javascript|vbscript|data):/i.test(address.replace(/[\u0000-\u0020]/g, ''));
}
