/** To be built. */
export function RechargePage() {
  return null;
}
