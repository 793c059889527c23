/**
 * Whether a link may be handed to the system's browser: https, to a host that belongs to the product (`hosts`), without
 * a user name. Every other scheme could start a program.
 */
export function mayOpenOutside(link: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(link)) return false;
  const url = new URL(link);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  return hosts.includes(url.host);
}
