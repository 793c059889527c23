/** How far an id's own time may be from the server's, so that ids made by a clock that is wrong are not relied on. */
const ORDERED_ID_TOLERANCE_MS = 10_000;

/**
 * A UUID above every one that {@link isMadeAbout} accepts at `nowMs` or before; those of version 7 begin with their
 * instant (RFC 9562, 5.7).
 */
export function idBoundAt(nowMs: number): string {
  const hex = (nowMs + ORDERED_ID_TOLERANCE_MS + 1).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** Whether `id` is a UUID of version 7 made about now. */
export function isMadeAbout(id: string, nowMs: number): boolean {
  if (id[14] !== '7') return false;
  const madeMs = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  return Math.abs(madeMs - nowMs) <= ORDERED_ID_TOLERANCE_MS;
}
