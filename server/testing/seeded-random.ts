import { hash } from 'node:crypto';

/** Random numbers that are the same again for the same seed. */
export interface SeededRandom {
  /** From 0 up to and without 1. */
  next(): number;
  /** A whole number from `minimum` to `maximum`, both included. */
  integer(minimum: number, maximum: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of the items, of which there must be some. */
  pick<Item>(items: readonly Item[]): Item;
  /** A generator of its own, so that what one caller draws does not depend on when others do. */
  fork(): SeededRandom;
}

/** Creates one; its numbers are hashes of a counter. */
export function createSeededRandom(seed: number): SeededRandom {
  let count = 0;
  const next = (): number => {
    count += 1;
    return hash('sha256', `${seed} ${count}`, 'buffer').readUInt32BE() / 2 ** 32;
  };
  const integer = (minimum: number, maximum: number): number =>
    minimum + Math.floor(next() * (maximum - minimum + 1));
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (items) => items[integer(0, items.length - 1)]!,
    fork: () => createSeededRandom(integer(0, 4_294_967_295)),
  };
}
