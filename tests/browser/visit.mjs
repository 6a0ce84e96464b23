// Opens pages of a site once, as a reader would, and writes down what happened.
// It judges nothing: the checks do.
import { addressOf, baseOf, onPages } from './tabs.mjs';

// A policy speaks for itself, and what is asked for when the next page is opened is asked for there again.
const NO_LOSS = ['csp', 'net::ERR_ABORTED'];

// One entry for each page: {page, base, url, requests, missed, console, breaches, dialogs, elements, policy, width}.
// Another `base` than the site's folder is a server's, and its pages are called after it.
export async function visitSite(browser, site, { base = baseOf(site), pages = site.pages } = {}) {
  const context = await browser.newContext({ viewport: { width: 320, height: 800 } });
  await context.addInitScript(recordInPage);
  await context.route((url) => !url.href.startsWith(base) && url.protocol !== 'file:', (route) => route.abort());
  const called = (page) => (base.startsWith('file:') ? page : `http ${page}`);
  const visits = await onPages(context, pages, async (tab, page) => ({
    page: called(page),
    base,
    ...(await visitPage(tab, addressOf(base, page))),
  }));
  await context.close();
  return visits;
}

async function visitPage(tab, url) {
  const visit = { url, requests: [], missed: [], console: [] };
  const listeners = listenersOf(visit);
  for (const [event, listener] of listeners) tab.on(event, listener);
  await tab.goto(url, { waitUntil: 'load' });
  Object.assign(visit, await tab.evaluate(describePage));
  for (const [event, listener] of listeners) tab.off(event, listener);
  return visit;
}

function listenersOf(visit) {
  return Object.entries({
    request: (request) => visit.requests.push(request.url()),
    requestfailed: (request) => {
      if (!NO_LOSS.includes(request.failure().errorText)) visit.missed.push(request.url());
    },
    response: (response) => {
      if (response.status() >= 400) visit.missed.push(response.url());
    },
    pageerror: (error) => visit.console.push(error.message),
    console: (message) => {
      if (message.type() === 'error' && !saidElsewhere(message.text())) visit.console.push(message.text());
    },
  });
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

// Runs in the page after it has loaded, and after what its loading left to do.
async function describePage() {
  await new Promise((done) => setTimeout(done, 0));
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
    policy: policy && {
      content: policy.content,
      first: !fetching || Boolean(policy.compareDocumentPosition(fetching) & 4),
    },
    width: { content: document.documentElement.scrollWidth, window: document.documentElement.clientWidth },
  };
}
