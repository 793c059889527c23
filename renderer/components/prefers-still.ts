/** Matches where somebody has asked their system for no motion. */
export const STILL_QUERY = '(prefers-reduced-motion: reduce)';

/** Whether nothing should move, as things stand. */
export function prefersStill(): boolean {
  return matchMedia(STILL_QUERY).matches;
}
