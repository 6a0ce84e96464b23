// Holds built sites to every check. `DECLOG_SITE` names a folder of built sites; without it
// `make-site` builds them with the program that `DECLOG_BIN` names.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { startBrowser } from './browser.mjs';
import { CHECKS } from './checks/all.mjs';
import { makeSites } from './made.mjs';
import { serveSite } from './server.mjs';
import { findSites, wordsOf } from './site.mjs';
import { sampleOf } from './sorts.mjs';
import { visitSite } from './visit.mjs';

// Of each sort of page so many are opened from the disk, and so many from a server. Of the crowd there are thousands,
// and all that is asked of them is that they stay light and narrow.
const FROM_DISK = { crowd: 3 };
const FROM_DISK_ELSE = 30;
const FROM_SERVER = 2;
// What demo shows as well, with other words.
const QUICK = ['empty', 'full', 'many', 'people', 'village'];

const made = makeSites();
const sites = findSites(made.folder);

for (const site of sites) {
  describe(`site ${site.name} (${site.pages.length} pages)`, { concurrency: 2 }, () => {
    const given = { site, quick: QUICK.includes(site.name), pages: sampleOf(site.pages, FROM_DISK[site.name] ?? FROM_DISK_ELSE), words: wordsOf(site) };
    before(async () => {
      given.browser = await startBrowser();
      given.visits = [...(await visitSite(given.browser, site, given)), ...(await visitServed(given))];
    });
    after(() => given.browser.close());
    for (const [name, check, on] of CHECKS) {
      if (on && sites.length > 1 && !on.includes(site.name)) continue;
      it(name, async () => {
        const findings = await check(given);
        assert.equal(findings.join('\n'), '');
      });
    }
  });
}

async function visitServed({ browser, site }) {
  const { base, close } = await serveSite(site.root);
  const visits = await visitSite(browser, site, { base, pages: sampleOf(site.pages, FROM_SERVER) });
  await close();
  return visits;
}

after(made.remove);
