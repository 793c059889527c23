/** What a prompt asks the demo to do beside making something, so that every ending can be seen without a real provider. */
export interface Markers {
  /** The prompt without its markers. */
  readonly prompt: string;
  /** `[fail]`: fail before anything is delivered. */
  readonly fail: boolean;
  /** `[fail-late]`: fail after the first output. */
  readonly failLate: boolean;
  /** `[reject]`: refuse the prompt. */
  readonly reject: boolean;
  /** `[slow]`: take about twenty seconds. */
  readonly slow: boolean;
}

/** Reads and strips the markers, in any case and anywhere in the prompt. */
export function readMarkers(prompt: string): Markers {
  const found = new Set<string>();
  const rest = prompt.normalize('NFC').replace(/\[(fail|fail-late|reject|slow)\]/gi, (_, word: string) => {
    found.add(word.toLowerCase());
    return ' ';
  });
  return {
    prompt: rest.replace(/\s+/g, ' ').trim(),
    fail: found.has('fail'),
    failLate: found.has('fail-late'),
    reject: found.has('reject'),
    slow: found.has('slow'),
  };
}
