/** To be built. */
export function TransactionsPage() {
  return null;
}
