import { useTranslation } from 'react-i18next';
import type { Locale } from '../../../shared/errors.ts';
import { i18n } from './i18n.ts';

/** Sentences of one part of the app, nested by place; `{{name}}` stands for a value, `_one`/`_other` end plural forms. */
export interface TextTree {
  readonly [key: string]: string | TextTree;
}

/** The same places with other words. */
export type SameTexts<Tree> = {
  readonly [Key in keyof Tree]: Tree[Key] extends string ? string : SameTexts<Tree[Key]>;
};

type PluralSuffix = '_one' | '_other';
type Base<Key extends string> = Key extends `${infer Name}${PluralSuffix}` ? Name : Key;

/** Every place that holds a sentence, written with dots. */
export type TextKey<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? Base<Key> : `${Key}.${TextKey<Tree[Key]>}`;
}[keyof Tree & string];

/** What the hook of a part of the app gives. */
export interface Texts<Tree> {
  /** The sentence at `key` with its values filled in. */
  readonly t: (key: TextKey<Tree>, values?: Readonly<Record<string, string | number>>) => string;
  readonly locale: Locale;
}

/**
 * Adds the sentences of one part of the app and returns its hook. Both languages have the same places, or it does not
 * compile; the Chinese one is the measure, and needs both plural forms where English has them.
 */
export function defineTexts<const Tree extends TextTree>(
  namespace: string,
  texts: { readonly 'zh-CN': Tree; readonly en: SameTexts<Tree> },
): () => Texts<Tree> {
  i18n.addResourceBundle('zh-CN', namespace, texts['zh-CN']);
  i18n.addResourceBundle('en', namespace, texts.en);
  return () => {
    const { t, i18n: current } = useTranslation(namespace, { i18n });
    return {
      t: (key, values) => t(key as string, { ...values }),
      locale: current.language === 'zh-CN' ? 'zh-CN' : 'en',
    };
  };
}
