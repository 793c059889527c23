/** The sizes that menus and settings step through. */
export const ZOOM_STEPS = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

/** The next larger or smaller of the sizes, from any size; the largest and smallest stay what they are. */
export function stepZoom(zoom: number, step: 'in' | 'out' | 'reset'): number {
  if (step === 'reset') return 1;
  return step === 'in'
    ? (ZOOM_STEPS.find((size) => size > zoom + 0.001) ?? zoom)
    : (ZOOM_STEPS.findLast((size) => size < zoom - 0.001) ?? zoom);
}
