/** To be built. */
export function OrdersPage() {
  return null;
}
