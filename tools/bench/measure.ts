/** Work measured against its baseline: each runs `operations` operations and resolves when all are done. */
export interface Contender {
  readonly name: string;
  /** Runs round `n` and resolves to the operations it did. */
  round(n: number): Promise<number>;
  /** Makes ready what a round uses up; not measured. */
  before?(): void;
  /** Tidies up after a round; not measured. */
  after?(): Promise<void>;
}

/** Operations per second of one contender over its rounds. */
export interface Throughput {
  readonly name: string;
  readonly rounds: readonly number[];
  readonly median: number;
}

/** The middle value; the mean of the two middle ones for an even count. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value below which the given share (0 to 1) of the values lie, interpolated. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const low = sorted[Math.floor(position)] ?? Number.NaN;
  const high = sorted[Math.ceil(position)] ?? Number.NaN;
  return low + (high - low) * (position - Math.floor(position));
}

/** Runs the contenders in turn, A B C A B C …, after one round each that is not counted, so that drift of the machine hits all alike. */
export async function alternate(contenders: readonly Contender[], rounds: number): Promise<Throughput[]> {
  const results = contenders.map(({ name }) => ({ name, rounds: [] as number[] }));
  for (let round = -1; round < rounds; round += 1) {
    for (const [i, contender] of contenders.entries()) {
      contender.before?.();
      const start = performance.now();
      const operations = await contender.round(round + 1);
      const perSecond = operations / ((performance.now() - start) / 1_000);
      await contender.after?.();
      if (round >= 0) results[i]?.rounds.push(perSecond);
    }
  }
  return results.map((result) => ({ ...result, median: median(result.rounds) }));
}

/** Keeps `callers` calls under way until `total` have been made. */
export async function callConcurrently(
  callers: number,
  total: number,
  call: (index: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (next < total) {
        const index = next;
        next += 1;
        await call(index);
      }
    }),
  );
  return total;
}

/** One line a figure: what, the number, its baseline, the ratio and the bound it is held to. */
export function printRatio(
  label: string,
  ratio: number,
  bound: { atLeast: number } | { atMost: number } | null,
  note = '',
): void {
  const verdict =
    bound === null
      ? ''
      : 'atLeast' in bound
        ? ratio >= bound.atLeast
          ? `ok, at least ${bound.atLeast}`
          : `BELOW ${bound.atLeast}`
        : ratio <= bound.atMost
          ? `ok, at most ${bound.atMost}`
          : `ABOVE ${bound.atMost}`;
  console.log(
    `  ${label.padEnd(64)} ${ratio.toFixed(2).padStart(8)}x  ${verdict}${note === '' ? '' : `  (${note})`}`,
  );
}

/** One line a contender: the median and the spread of its rounds. */
export function printThroughput({ name, rounds, median: middle }: Throughput): void {
  const low = Math.round(Math.min(...rounds)).toLocaleString('en');
  const high = Math.round(Math.max(...rounds)).toLocaleString('en');
  console.log(
    `  ${name.padEnd(64)} ${Math.round(middle).toLocaleString('en').padStart(8)} op/s  (${low} to ${high}, ${rounds.length} rounds)`,
  );
}
