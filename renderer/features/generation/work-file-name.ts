import type { GenerationOutputView, GenerationView } from '../../../shared/contracts/generation.ts';

/** Characters of the prompt in a file's name at most. */
const TITLE_LENGTH = 40;

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'text/plain': 'txt',
};

/** A name to save an output under, that says what it is: the prompt's beginning, and its number if there are several. */
export function workFileName(
  work: Pick<GenerationView, 'prompt' | 'count'>,
  output: Pick<GenerationOutputView, 'index' | 'mimeType'>,
): string {
  const title = Array.from(
    work.prompt
      // What no file system of the big three forbids, and no hidden file (a dot first).
      .replace(/[\p{Cc}<>:"/\\|?*]/gu, ' ')
      .replace(/\s+/g, ' ')
      .replace(/^[. ]+/, ''),
  )
    .slice(0, TITLE_LENGTH)
    .join('')
    .replace(/[. ，。、；,;]+$/, '');
  const number = work.count > 1 ? `-${String(output.index + 1)}` : '';
  return `${title === '' ? 'creator-studio' : title}${number}.${EXTENSIONS[output.mimeType] ?? 'bin'}`;
}
