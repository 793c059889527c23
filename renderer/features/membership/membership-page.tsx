/** To be built. */
export function MembershipPage() {
  return null;
}
