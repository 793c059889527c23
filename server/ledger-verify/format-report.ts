import { CHECKS, type VerifyReport } from './findings.ts';

/** The report as a person reads it: every check with how much it looked at, then the first broken thing of each kind. */
export function formatReport(report: VerifyReport): string {
  const lines = report.checks.map(({ name, checked, broken }) => {
    const result = broken === 0 ? 'ok' : `${broken} BROKEN`;
    return `${String(checked).padStart(10)}  ${CHECKS[name]}: ${result}`;
  });
  const broken = report.checks.flatMap(({ name, first }) =>
    first === null ? [] : [`first of ${name}: ${first}`],
  );
  const time = `${(report.durationMs / 1000).toFixed(1)} s`;
  const verdict = report.ok
    ? `Every law holds: ${report.rows} ledger rows of ${report.users} users, checked in ${time}.`
    : `The ledger is BROKEN (${report.rows} ledger rows of ${report.users} users, checked in ${time}).`;
  return [...lines, '', ...broken, verdict].join('\n');
}
