// Every page is valid HTML.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:document'],
  // A page loads only files that lie beside it, which nobody else can change.
  rules: { 'require-sri': ['error', { target: 'crossorigin' }] },
});

export async function checkHtml({ site }) {
  const findings = [];
  for (const page of site.pages) {
    const report = await validator.validateString(readFileSync(join(site.root, page), 'utf8'), page);
    for (const result of report.results) {
      for (const { line, column, ruleId, message } of result.messages) {
        findings.push(`${page}:${line}:${column}: ${ruleId}: ${message}`);
      }
    }
  }
  return findings;
}
