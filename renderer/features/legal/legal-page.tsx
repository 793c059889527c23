/** To be built. */
export function LegalPage({ document }: { readonly document: 'terms' | 'privacy' | 'refunds' }) {
  return <p>{document}</p>;
}
