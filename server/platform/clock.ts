/** A source of the current instant. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  nowMs(): number;
}

/** The machine's clock. */
export const systemClock: Clock = { nowMs: () => Date.now() };

/** Counts on from the machine's clock as it was at the start: setting that one, in either direction, moves this one not. */
export const steadyClock: Clock = { nowMs: () => Math.floor(performance.timeOrigin + performance.now()) };

/**
 * Never runs backwards: when its source steps back it stands still until the source has caught up, so that
 * an ended period, order or lot does not live again (domain.md, "Time").
 */
export class MonotonicClock implements Clock {
  readonly #source: Clock;
  #floorMs = 0;
  #offsetMs = 0;

  constructor(source: Clock) {
    this.#source = source;
  }

  nowMs(): number {
    return this.raise(this.#source.nowMs() + this.#offsetMs);
  }

  /** Takes note of an instant that has been, for example from an earlier run; returns the current instant. */
  raise(instantMs: number): number {
    if (instantMs > this.#floorMs) this.#floorMs = instantMs;
    return this.#floorMs;
  }

  /** Follows another machine's clock, which said `remoteMs` just now. */
  follow(remoteMs: number): number {
    this.#offsetMs = remoteMs - this.#source.nowMs();
    return this.raise(remoteMs);
  }
}
