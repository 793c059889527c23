import type { Locale } from '../../shared/errors.ts';

/** The language to answer in, by `Accept-Language` (RFC 9110, section 12.5.4); zh-CN unless English is preferred. */
export function readLocale(header: string | undefined): Locale {
  const ranges = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
      const quality = parameters.find((text) => text.startsWith('q='));
      return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  const known = ranges.find(({ language }) => language === 'zh' || language === 'en' || language === '*');
  return known?.language === 'en' ? 'en' : 'zh-CN';
}
