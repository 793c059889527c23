import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dialect } from '../database/sql.ts';
import { expectLawful } from '../testing/expect-lawful.ts';
import { findFaults, listReasons, type FuzzAnswer } from '../testing/fuzz/check-answer.ts';
import type { FuzzCase } from '../testing/fuzz/fuzz-case.ts';
import { startFuzzWorld, type FuzzWorld } from '../testing/fuzz/fuzz-world.ts';
import { listOperations, restCases, strayCases, type ApiDocument } from '../testing/fuzz/rest-cases.ts';
import { listProcedures, strayTrpcCases, trpcCases } from '../testing/fuzz/trpc-cases.ts';

/** Inputs in a run; more by FUZZ_INPUTS, the same again by FUZZ_SEED. */
const INPUTS = Number(process.env['FUZZ_INPUTS'] ?? 21_000);
const SHARES: readonly (readonly [Dialect, number])[] = [
  ['sqlite', 0.7],
  ['postgres', 0.3],
];
const SEED = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31));

/** Requests under way at a time. */
const AT_ONCE = 50;

/** Lasting, unless a later input registered the account or gave it that password. */
const SIGN_IN_REASON = 'INVALID_CREDENTIALS';

/** Reasons that do not depend on what has happened before: refused once, refused again. */
const LASTING_REASONS = new Set([
  ...[
    'VALIDATION_FAILED',
    'UNAUTHENTICATED',
    'UNSUPPORTED_MEDIA_TYPE',
    'PAYLOAD_TOO_LARGE',
    'METHOD_NOT_ALLOWED',
  ],
  ...['WRONG_HOST', 'FORBIDDEN', SIGN_IN_REASON, 'USERNAME_TAKEN', 'IDEMPOTENCY_MISMATCH'],
]);

describe.each(SHARES)('every procedure and route under fuzzed inputs (%s)', (dialect, share) => {
  let world: FuzzWorld;
  beforeAll(async () => {
    world = await startFuzzWorld(dialect);
  });
  afterAll(() => world.close());

  it('answers each with what was asked for or a reason, tells nothing of itself, and writes nothing when it refuses', async () => {
    console.log(`${Math.round(INPUTS * share)} fuzzed inputs (${dialect}) from FUZZ_SEED=${SEED}`);
    const cases = await drawCases(world, Math.round(INPUTS * share));
    const answers = await sendAll(world, cases);
    const accepted = new Set(answers.filter(([, { status }]) => status < 400).map(([{ target }]) => target));
    const targets = new Set(cases.map(({ target }) => target));
    // Inputs that are all refused at the door would test the door only.
    expect(accepted.size / targets.size).toBeGreaterThan(0.8);
    await world.settle();
    await expectLawful(world.server.services.db);

    const refused = await listLastingRefusals(world, answers);
    expect(refused.length).toBeGreaterThan(cases.length / 10);
    const before = await world.fingerprint();
    const again = await sendAll(world, refused.slice(0, Math.ceil(cases.length / 5)));
    for (const [sent, { status }] of again) expect(status, describeCase(sent)).toBeGreaterThanOrEqual(400);
    expect(await world.fingerprint()).toBe(before);
  }, 600_000);
});

/** As many for each target, in turn. */
async function drawCases({ server, known }: FuzzWorld, count: number): Promise<FuzzCase[]> {
  const { paths } = (await server.app.inject('/api/v1/openapi.json')).json<ApiDocument>();
  const targets = [
    ...listProcedures().map((procedure) => trpcCases(procedure, known)),
    ...listOperations({ paths }).map((operation) => restCases(operation, known)),
    strayTrpcCases,
    ...Array.from({ length: 4 }, () => strayCases(known)),
  ];
  const each = Math.ceil(count / targets.length);
  const drawn = targets.map((target, i) => fc.sample(target, { numRuns: each, seed: SEED + i }));
  return Array.from({ length: each }, (_, i) => drawn.flatMap((cases) => cases.slice(i, i + 1)))
    .flat()
    .slice(0, count);
}

async function sendAll(world: FuzzWorld, cases: readonly FuzzCase[]): Promise<[FuzzCase, FuzzAnswer][]> {
  const answers: [FuzzCase, FuzzAnswer][] = [];
  for (let start = 0; start < cases.length; start += AT_ONCE) {
    const batch = cases.slice(start, start + AT_ONCE);
    const answered = await Promise.all(
      batch.map(async (sent): Promise<[FuzzCase, FuzzAnswer]> => [sent, await world.send(sent)]),
    );
    for (const [sent, answer] of answered) {
      const faults = findFaults(sent, answer);
      expect(faults, `${describeCase(sent)}\n${answer.status} ${answer.body.slice(0, 1_000)}`).toEqual([]);
    }
    answers.push(...answered);
    await world.refreshSessions();
  }
  return answers;
}

/** What was refused and will be refused again, whatever has been accepted since. */
async function listLastingRefusals(
  world: FuzzWorld,
  answers: readonly [FuzzCase, FuzzAnswer][],
): Promise<FuzzCase[]> {
  const lasting = answers.filter(([sent, answer]) => isLastingRefusal(sent, answer));
  const signIns = lasting.filter(([sent, answer]) => listReasons(sent, answer).includes(SIGN_IN_REASON));
  const again = await sendAll(
    world,
    signIns.map(([sent]) => sent),
  );
  const accepted = new Set(again.filter(([, { status }]) => status < 400).map(([sent]) => sent));
  return lasting.map(([sent]) => sent).filter((sent) => !accepted.has(sent));
}

function isLastingRefusal(sent: FuzzCase, answer: FuzzAnswer): boolean {
  if (answer.status < 400) return false;
  const reasons = listReasons(sent, answer);
  // Whose sessions end may be signed out by a neighbour, and is signed in again afterwards.
  if (sent.actor === 'leaver' && reasons.includes('UNAUTHENTICATED')) return false;
  // A batch of which a part was accepted is no refusal.
  return (
    !sent.url.includes('batch=1') &&
    reasons.length > 0 &&
    reasons.every((reason) => LASTING_REASONS.has(reason))
  );
}

function describeCase(sent: FuzzCase): string {
  return `FUZZ_SEED=${SEED} ${JSON.stringify(sent, (_, value: unknown) =>
    typeof value === 'string' && value.length > 600 ? `${value.slice(0, 600)}… (${value.length})` : value,
  )}`;
}
