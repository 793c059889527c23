import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron';
import type { NativeTexts } from '../texts.ts';

/** What was clicked, as far as the menu depends on it. */
export type ContextPlace = Pick<
  ContextMenuParams,
  | 'isEditable'
  | 'selectionText'
  | 'linkURL'
  | 'srcURL'
  | 'mediaType'
  | 'hasImageContents'
  | 'misspelledWord'
  | 'dictionarySuggestions'
  | 'editFlags'
>;

/** What a context menu does. */
export interface ContextMenuActions {
  readonly replaceWord: (word: string) => void;
  readonly addToDictionary: (word: string) => void;
  readonly copyImage: () => void;
  readonly saveImage: () => void;
  readonly copyText: (text: string) => void;
}

type Item = MenuItemConstructorOptions;

/** More than this many are noise. */
const MAX_SUGGESTIONS = 5;

/** The context menu of a place on a page: what can be done there and nothing else. Empty when that is nothing. */
export function buildContextMenu(
  place: ContextPlace,
  texts: NativeTexts,
  actions: ContextMenuActions,
): Item[] {
  const groups = [
    listSuggestions(place, texts, actions),
    listImageItems(place, texts, actions),
    listLinkItems(place, texts, actions),
    listEditItems(place, texts),
  ].filter((group) => group.length > 0);
  return groups.flatMap((group, at): Item[] => (at === 0 ? group : [{ type: 'separator' }, ...group]));
}

function listSuggestions(place: ContextPlace, texts: NativeTexts, actions: ContextMenuActions): Item[] {
  const { misspelledWord: word, dictionarySuggestions } = place;
  if (!place.isEditable || word === '') return [];
  const suggestions = dictionarySuggestions
    .slice(0, MAX_SUGGESTIONS)
    .map((label): Item => ({ label, click: () => actions.replaceWord(label) }));
  return [
    ...(suggestions.length > 0 ? suggestions : [{ label: texts.noSuggestions, enabled: false }]),
    { label: texts.addToDictionary, click: () => actions.addToDictionary(word) },
  ];
}

function listImageItems(place: ContextPlace, texts: NativeTexts, actions: ContextMenuActions): Item[] {
  if (place.mediaType !== 'image' || !place.hasImageContents) return [];
  const isWork = place.srcURL.startsWith('app://studio/files/');
  return [
    { label: texts.copyImage, click: () => actions.copyImage() },
    ...(isWork ? [{ label: texts.saveImage, click: () => actions.saveImage() }] : []),
  ];
}

// The address of a page of the app means nothing outside of it.
function listLinkItems({ linkURL }: ContextPlace, texts: NativeTexts, actions: ContextMenuActions): Item[] {
  return linkURL.startsWith('https://')
    ? [{ label: texts.copyLink, click: () => actions.copyText(linkURL) }]
    : [];
}

function listEditItems(place: ContextPlace, texts: NativeTexts): Item[] {
  const { editFlags } = place;
  if (!place.isEditable) {
    return place.selectionText.trim() === '' ? [] : [{ role: 'copy', label: texts.copy }];
  }
  return [
    { role: 'cut', label: texts.cut, enabled: editFlags.canCut },
    { role: 'copy', label: texts.copy, enabled: editFlags.canCopy },
    { role: 'paste', label: texts.paste, enabled: editFlags.canPaste },
    { type: 'separator' },
    { role: 'selectAll', label: texts.selectAll, enabled: editFlags.canSelectAll },
  ];
}
