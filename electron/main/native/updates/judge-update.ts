const VERSION = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/;

/** As much of the notes as anybody reads. */
const MAX_NOTES_LENGTH = 4_000;

/** A version on offer, as the feed describes it. */
export interface OfferedUpdate {
  readonly version: string;
  /** Where its files are; relative ones are beside the feed. */
  readonly urls: readonly string[];
  /** Text or HTML; a list has one entry for each version. */
  readonly notes: unknown;
}

/** Whether an update may be taken: a released version above `current`, and every file of it over https. */
export function mayTakeUpdate(offer: OfferedUpdate, current: string, feedUrl: string): boolean {
  const areFilesSafe = offer.urls.every(
    (url) => URL.canParse(url, feedUrl) && new URL(url, feedUrl).protocol === 'https:',
  );
  return areFilesSafe && isNewer(offer.version, current);
}

function isNewer(version: string, current: string): boolean {
  const [wanted, present] = [VERSION.exec(version), VERSION.exec(current)];
  if (wanted === null || present === null) return false;
  for (const part of [1, 2, 3]) {
    const difference = Number(wanted[part]) - Number(present[part]);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/**
 * The address in an `app-update.yml` (electron-builder, "Publish"); null unless it is https and a real one. Null on Windows
 * too where the app was signed by nobody: there an update is compared with the publisher named here, or with nobody.
 */
export function readFeedUrl(config: string, platform: NodeJS.Platform): string | null {
  const url = /^url:\s*(['"]?)(\S+)\1\s*$/m.exec(config)?.[2];
  if (url === undefined || !URL.canParse(url)) return null;
  if (platform === 'win32' && !/^publisherName:\s*(\S|\n\s*- \S)/m.test(config)) return null;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' && !hostname.endsWith('.invalid') ? url : null;
}

/** Release notes as plain text; null when there are none. Markup is dropped: pages show text alone. */
export function readNotes(notes: unknown): string | null {
  const texts = Array.isArray(notes) ? notes.map((one: { note?: unknown }) => one.note) : [notes];
  const plain = texts
    .filter((text) => typeof text === 'string')
    .join('\n\n')
    .replace(/<\/(p|li|h\d|div)>|<br\s*\/?>/gi, '\n')
    .replace(/<li[^>]*>/gi, '• ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_all, name: string) => ENTITIES[name] ?? '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .slice(0, MAX_NOTES_LENGTH);
  return plain === '' ? null : plain;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: ' ',
};
