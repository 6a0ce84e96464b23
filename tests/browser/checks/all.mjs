// The table of checks: a name and a function from a visited site to findings, one line each.
import { checkAccessibility } from './accessibility.mjs';
import { checkBudgets } from './budgets.mjs';
import { checkConsole } from './console.mjs';
import { checkHtml } from './html.mjs';
import { checkLinks } from './links.mjs';
import { checkOverflow } from './overflow.mjs';
import { checkPolicy } from './policy.mjs';
import { checkRequests } from './requests.mjs';
import { checkScripts } from './scripts.mjs';

export const CHECKS = [
  ['html', checkHtml],
  ['accessibility', checkAccessibility],
  ['console', checkConsole],
  ['requests', checkRequests],
  ['links', checkLinks],
  ['overflow', checkOverflow],
  ['scripts', checkScripts],
  ['policy', checkPolicy],
  ['budgets', checkBudgets],
];
