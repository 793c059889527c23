/** To be built. */
export function RecoverPage() {
  return null;
}
