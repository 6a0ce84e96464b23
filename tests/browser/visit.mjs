// Opens every page of a site once, as a reader would, and writes down what happened.
// It judges nothing: the checks do.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

// One entry for each page: {page, url, requests, missed, console, breaches, dialogs, elements,
// anchors, policy, width}.
export async function visitSite(browser, site) {
  const context = await browser.newContext({ viewport: { width: 320, height: 800 } });
  await context.addInitScript(recordInPage);
  await context.route(/^(?!file:)/, (route) => route.abort());
  const visits = [];
  for (const page of site.pages) visits.push(await visitPage(context, site, page));
  await context.close();
  return visits;
}

async function visitPage(context, site, page) {
  const url = pathToFileURL(join(site.root, page)).href;
  const tab = await context.newPage();
  const visit = { page, url, requests: [], missed: [], console: [] };
  tab.on('request', (request) => visit.requests.push(request.url()));
  tab.on('requestfailed', (request) => {
    if (request.failure().errorText !== 'csp') visit.missed.push(request.url());
  });
  tab.on('pageerror', (error) => visit.console.push(error.message));
  tab.on('console', (message) => {
    if (message.type() === 'error' && !saidElsewhere(message.text())) visit.console.push(message.text());
  });
  await tab.goto(url, { waitUntil: 'load' });
  await tab.waitForTimeout(30);
  Object.assign(visit, await tab.evaluate(describePage));
  await tab.close();
  return visit;
}

// Missing files and breaches of the policy have events of their own, whose words do not change
// from one version of the browser to the next.
function saidElsewhere(message) {
  return /^Failed to load resource|violates the following Content Security Policy directive/.test(message);
}

// Runs in the page before any of its scripts.
function recordInPage() {
  window.recorded = { dialogs: [], breaches: [] };
  for (const name of ['alert', 'confirm', 'prompt']) {
    window[name] = (...words) => window.recorded.dialogs.push(`${name}(${words.join(', ')})`);
  }
  document.addEventListener('securitypolicyviolation', (event) =>
    window.recorded.breaches.push(`${event.blockedURI} by ${event.effectiveDirective}`));
}

// Runs in the page after it has loaded.
function describePage() {
  const attributes = (element) => Array.from(element.attributes, ({ name, value }) => [name, value]);
  const elements = Array.from(document.querySelectorAll('*'));
  const policy = document.head.querySelector('meta[http-equiv="Content-Security-Policy" i]');
  const fetching = document.head.querySelector('link, script, style');
  return {
    ...window.recorded,
    elements: elements.map((element) => ({
      tag: element.localName,
      attributes: attributes(element),
      text: ['script', 'style'].includes(element.localName) ? element.textContent.trim() : '',
    })),
    anchors: elements.flatMap((element) => [element.id, element.getAttribute('name')]).filter(Boolean),
    policy: policy && {
      content: policy.content,
      first: !fetching || Boolean(policy.compareDocumentPosition(fetching) & 4),
    },
    width: { content: document.documentElement.scrollWidth, window: document.documentElement.clientWidth },
  };
}
