// Findings as text: where, which object, what, and the fix.
import type { Finding } from '../validate/finding.js';

export function printFindings(findings: readonly Finding[]): void {
  for (const f of findings) {
    const where = f.file ? `${f.file}${f.line ? `:${f.line}` : ''} ` : '';
    const at = f.path ? ` ${f.path}` : '';
    console.error(`${where}${f.object}${at}: ${f.message}; ${f.fix} [${f.check}]`);
  }
}
