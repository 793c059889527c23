/** To be built. */
export function CreatePage() {
  return null;
}
