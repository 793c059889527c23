import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { LOCALES, type Locale } from '../../../../shared/errors.ts';
import { nativeTexts } from '../texts.ts';
import { buildAppMenu, type AppMenuActions } from './build-app-menu.ts';
import { buildContextMenu, type ContextMenuActions, type ContextPlace } from './build-context-menu.ts';
import { stepZoom, ZOOM_STEPS } from './step-zoom.ts';

type Item = MenuItemConstructorOptions;

const PLATFORMS = ['darwin', 'win32', 'linux'] as const;

function listItems(items: readonly Item[]): Item[] {
  return items.flatMap((item) => [item, ...listItems((item.submenu ?? []) as Item[])]);
}

describe('the application’s menu', () => {
  const actions = {
    goTo: vi.fn(),
    openSettings: vi.fn(),
    showLogs: vi.fn(),
    showData: vi.fn(),
    checkForUpdates: vi.fn(),
    showAbout: vi.fn(),
    zoom: vi.fn(),
    quit: vi.fn(),
  } satisfies AppMenuActions;
  const build = (platform: NodeJS.Platform, locale: Locale, hasServer = true): Item[] =>
    listItems(
      buildAppMenu({ texts: nativeTexts(locale), platform, hasServer, isDevelopment: false }, actions),
    );
  const choose = (items: readonly Item[], id: string): void =>
    (items.find((item) => item.id === id)?.click as (() => void) | undefined)?.();

  it.each(PLATFORMS)('on %s has the same items in every language, each once and with a name', (platform) => {
    const [zh, en] = LOCALES.map((locale) => build(platform, locale));
    const ids = (items: readonly Item[] = []): string[] => items.flatMap(({ id }) => id ?? []);
    expect(ids(zh)).toEqual(ids(en));
    expect(new Set(ids(zh)).size).toBe(ids(zh).length);
    const keys = (items: readonly Item[] = []): string[] =>
      items.map(({ id, role, accelerator }) => `${id ?? role ?? ''} ${accelerator ?? ''}`);
    expect(keys(zh)).toEqual(keys(en));
    const named = [...(zh ?? []), ...(en ?? [])].filter(({ type }) => type !== 'separator');
    expect(named.filter(({ label }) => !label)).toEqual([]);
  });

  it.each(PLATFORMS)('on %s gives no keys twice', (platform) => {
    const keys = build(platform, 'en').flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(
      expect.arrayContaining(['CmdOrCtrl+N', 'CmdOrCtrl+,', 'CmdOrCtrl+5', 'CmdOrCtrl+Q']),
    );
  });

  it.each(LOCALES)('takes no keys that are used for writing: %s', (locale) => {
    const keys = PLATFORMS.flatMap((platform) => build(platform, locale)).flatMap(
      ({ accelerator }) => accelerator ?? [],
    );
    expect(keys.filter((key) => !/^CmdOrCtrl\+(Plus|[A-Z0-9,=-])$/.test(key))).toEqual([]);
    expect(keys.filter((key) => /\+[ACVXZYBIU]$/.test(key))).toEqual([]);
  });

  it('leads to the pages, the settings and the logs', () => {
    const items = build('linux', 'zh-CN');
    for (const id of ['create', 'gallery', 'recharge', 'membership', 'transactions', 'orders'])
      choose(items, id);
    expect(actions.goTo.mock.calls.flat()).toEqual([
      '/create',
      '/gallery',
      '/credit/recharge',
      '/credit/membership',
      '/credit/transactions',
      '/orders',
    ]);
    choose(items, 'settings');
    choose(items, 'show-logs');
    expect(actions.openSettings).toHaveBeenCalledOnce();
    expect(actions.showLogs).toHaveBeenCalledOnce();
  });

  it('offers no page before there is a server, and the settings all the same', () => {
    const items = build('win32', 'en', false);
    const isEnabled = (id: string): boolean => items.find((item) => item.id === id)?.enabled !== false;
    expect(isEnabled('create')).toBe(false);
    expect(isEnabled('orders')).toBe(false);
    expect(isEnabled('settings')).toBe(true);
    expect(isEnabled('show-logs')).toBe(true);
  });
});

describe('the context menu', () => {
  const actions: ContextMenuActions = {
    replaceWord: vi.fn(),
    addToDictionary: vi.fn(),
    copyImage: vi.fn(),
    saveImage: vi.fn(),
    copyText: vi.fn(),
  };
  const NOTHING = {
    isEditable: false,
    selectionText: '',
    linkURL: '',
    srcURL: '',
    mediaType: 'none',
    hasImageContents: false,
    misspelledWord: '',
    dictionarySuggestions: [] as string[],
    editFlags: { canCut: false, canCopy: false, canPaste: true, canSelectAll: true },
  } as ContextPlace;
  const build = (place: Partial<ContextPlace>): Item[] =>
    buildContextMenu({ ...NOTHING, ...place }, nativeTexts('en'), actions);
  const listLabels = (place: Partial<ContextPlace>): string[] =>
    build(place).flatMap(({ label }) => label ?? []);

  it('is empty where there is nothing to do', () => {
    expect(build({})).toEqual([]);
    expect(build({ selectionText: '  \n' })).toEqual([]);
  });

  it('offers five suggestions at most for a misspelled word, and puts the chosen one in', () => {
    const dictionarySuggestions = ['one', 'two', 'three', 'four', 'five', 'six'];
    const items = build({ isEditable: true, misspelledWord: 'oen', dictionarySuggestions });
    expect(items.slice(0, 6).map(({ label }) => label)).toEqual([
      ...dictionarySuggestions.slice(0, 5),
      'Add to dictionary',
    ]);
    (items[1]?.click as () => void)();
    expect(actions.replaceWord).toHaveBeenCalledExactlyOnceWith('two');
    (items[5]?.click as () => void)();
    expect(actions.addToDictionary).toHaveBeenCalledExactlyOnceWith('oen');
  });

  it('says when there is no suggestion', () => {
    const [first] = build({ isEditable: true, misspelledWord: 'xqzv' });
    expect(first).toMatchObject({ label: 'No suggestions', enabled: false });
  });

  it('copies a selection, and pastes only where something can be written', () => {
    expect(listLabels({ selectionText: 'words' })).toEqual(['Copy']);
    expect(listLabels({ isEditable: true })).toEqual(['Cut', 'Copy', 'Paste', 'Select all']);
  });

  it('saves works and no other picture, and copies no address of the app’s own', () => {
    const image = { mediaType: 'image', hasImageContents: true } as const;
    expect(listLabels({ ...image, srcURL: 'app://studio/files/a.png' })).toEqual([
      'Copy image',
      'Save image as…',
    ]);
    expect(listLabels({ ...image, srcURL: 'app://studio/logo.png' })).toEqual(['Copy image']);
    expect(listLabels({ linkURL: 'app://studio/orders' })).toEqual([]);
    expect(listLabels({ linkURL: 'https://example.com/' })).toEqual(['Copy link']);
  });
});

describe('the zoom', () => {
  it('goes step by step and stays at its ends', () => {
    expect(stepZoom(1, 'in')).toBe(1.1);
    expect(stepZoom(1, 'out')).toBe(0.9);
    expect(stepZoom(1.2, 'in')).toBe(1.25);
    expect(stepZoom(1.2, 'out')).toBe(1.1);
    expect(stepZoom(2.5, 'reset')).toBe(1);
    expect(stepZoom(ZOOM_STEPS.at(-1) ?? 0, 'in')).toBe(3);
    expect(stepZoom(ZOOM_STEPS[0], 'out')).toBe(0.5);
  });
});
