// The table of checks: a name, a function from a visited site to findings, one line each, and the sites that it is for,
// where it takes long and says the same of all the others.
import { checkAccessibility } from './accessibility.mjs';
import { checkBudgets } from './budgets.mjs';
import { checkConsole } from './console.mjs';
import { checkForcedColors } from './forced-colors.mjs';
import { checkHtml } from './html.mjs';
import { checkKeyboard } from './keyboard.mjs';
import { checkLinks } from './links.mjs';
import { checkMotion } from './motion.mjs';
import { checkOverflow } from './overflow.mjs';
import { checkPolicy } from './policy.mjs';
import { checkRequests } from './requests.mjs';
import { checkScripts } from './scripts.mjs';
import { checkSpacing } from './spacing.mjs';
import { checkWithoutScripts } from './without-scripts.mjs';

const WITH_EVERY_SORT = ['demo', 'empty'];
const NOT_TOO_LARGE = ['demo', 'empty', 'full', 'many', 'people', 'village'];

export const CHECKS = [
  ['html', checkHtml],
  ['accessibility', checkAccessibility, NOT_TOO_LARGE],
  ['console', checkConsole],
  ['requests', checkRequests],
  ['links', checkLinks],
  ['overflow', checkOverflow],
  ['scripts', checkScripts],
  ['policy', checkPolicy],
  ['budgets', checkBudgets],
  ['keyboard', checkKeyboard, WITH_EVERY_SORT],
  ['without scripts', checkWithoutScripts, WITH_EVERY_SORT],
  ['spacing', checkSpacing, ['demo', 'many']],
  ['forced colours', checkForcedColors, WITH_EVERY_SORT],
  ['motion', checkMotion, WITH_EVERY_SORT],
];
