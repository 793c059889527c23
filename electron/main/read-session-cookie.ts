/** Our cookie at the beginning of a `Set-Cookie` header, or behind the comma that joins several of them. */
const OURS = /(?:^|,)\s*(?:__Host-)?studio_session=([^;,\s]*)((?:;[^,;]*|,(?=\s*\d{2}[ -]))*)/gi;

/** What a session's token is made of; anything else would not even fit into a header. */
const TOKEN = /^[\w-]{1,256}$/;

/** What an answer does to the session: a new token, the end of the old one, or nothing. */
export type SessionChange =
  { readonly kind: 'opened'; readonly token: string } | { readonly kind: 'closed' } | null;

/** Reads what `Set-Cookie` says of our session cookie; the last word counts, as in a browser, and one that is no token counts for nothing. */
export function readSessionCookie(headers: Headers): SessionChange {
  // Electron joins several of them with commas, Node keeps them apart.
  const all = headers.getSetCookie().join(', ');
  const last = [...all.matchAll(OURS)].at(-1);
  if (last === undefined) return null;
  const [, value = '', attributes = ''] = last;
  const isOver = value === '' || /;\s*max-age=(0|-\d+)\s*(;|$)/i.test(attributes);
  if (isOver) return { kind: 'closed' };
  return TOKEN.test(value) ? { kind: 'opened', token: value } : null;
}
