import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UpdateState } from '../../../../shared/contracts/desktop.ts';
import type { Log } from '../../log-file.ts';
import { backUpBeforeUpdate } from './back-up-before-update.ts';
import { createUpdates } from './create-updates.ts';
import { mayTakeUpdate, readFeedUrl, readNotes, type OfferedUpdate } from './judge-update.ts';

const FEED = 'https://updates.studio.example/app';
const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Updates with an updater of the test's, and everything that happens, in order. */
function open(offer: OfferedUpdate | null | Error, backUp: () => Promise<void> = async () => undefined) {
  const events: string[] = [];
  const states: UpdateState[] = [];
  let postponed: string | null = null;
  const parts = {
    updater: {
      feedUrl: FEED,
      check: async () => {
        events.push('check');
        if (offer instanceof Error) throw offer;
        return offer;
      },
      download: async (onPercent: (percent: number) => void) => {
        events.push('download');
        for (const percent of [10.2, 10.7, 100]) onPercent(percent);
      },
      install: () => void events.push('install'),
    },
    currentVersion: '1.2.3',
    postponed: { get: () => postponed, set: (version: string | null) => void (postponed = version) },
    setState: (state: UpdateState) => void states.push(state),
    backUp: async () => {
      events.push('back up');
      await backUp();
    },
    refuse: async () => void events.push('refuse'),
    log,
  };
  return { updates: createUpdates(parts), again: () => createUpdates(parts), events, states, parts };
}

const NEWER: OfferedUpdate = {
  version: '1.3.0',
  urls: ['studio-1.3.0.zip'],
  notes: '<p>Faster &amp; calmer</p>',
};

describe('updates', () => {
  it('get a newer version in the background and then ask; the notes are plain text', async () => {
    const { updates, events, states } = open(NEWER);
    await updates.check();
    expect(events).toEqual(['check', 'download']);
    expect(states.map(({ status }) => status)).toEqual([
      'checking',
      ...['downloading', 'downloading', 'downloading'],
      'ready',
    ]);
    expect(states.at(-1)).toEqual({
      status: 'ready',
      version: '1.3.0',
      notes: 'Faster & calmer',
      isPostponed: false,
    });
    await updates.check();
    expect(events).toEqual(['check', 'download']);
  });

  it('take neither an older version, nor the same, nor one that is not released, nor files that are not over https', () => {
    for (const version of ['1.2.2', '0.9.9', '1.2.3', '1.3.0-beta.1', 'latest', '']) {
      expect(mayTakeUpdate({ ...NEWER, version }, '1.2.3', FEED)).toBe(false);
    }
    for (const url of ['http://updates.studio.example/x.zip', 'file:///x.zip', '//[', 'ftp://x/x.zip']) {
      expect(mayTakeUpdate({ ...NEWER, urls: ['fine.zip', url] }, '1.2.3', FEED)).toBe(false);
    }
    expect(mayTakeUpdate({ ...NEWER, version: '1.10.0' }, '1.9.9', FEED)).toBe(true);
    expect(mayTakeUpdate(NEWER, '1.2.3', 'http://updates.studio.example')).toBe(false);
  });

  it('download nothing that may not be taken', async () => {
    const { updates, events, states } = open({ ...NEWER, version: '1.0.0' });
    expect(await updates.check()).toEqual({ status: 'none' });
    expect(events).toEqual(['check']);
    expect(states.at(-1)).toEqual({ status: 'none' });
  });

  it('look once when asked twice, and say when they could not', async () => {
    const { updates, events } = open(new Error('no network'));
    expect(await Promise.all([updates.check(), updates.check()])).toEqual([
      { status: 'failed' },
      { status: 'failed' },
    ]);
    expect(events).toEqual(['check']);
    expect(await createUpdates({ ...open(null).parts, updater: null }).check()).toEqual({
      status: 'unsupported',
    });
  });

  it('that were put off stay put off over a restart; they can still be installed', async () => {
    const { updates, again, states, events } = open(NEWER);
    await updates.check();
    updates.postpone();
    expect(states.at(-1)).toMatchObject({ status: 'ready', isPostponed: true });
    const next = again();
    expect(await next.check()).toMatchObject({ status: 'ready', isPostponed: true });
    await next.install();
    expect(events.slice(-2)).toEqual(['back up', 'install']);
  });

  it('install only what is ready, once, and nothing without a backup', async () => {
    const idle = open(NEWER);
    await idle.updates.install();
    expect(idle.events).toEqual([]);

    const twice = open(NEWER);
    await twice.updates.check();
    await Promise.all([twice.updates.install(), twice.updates.install()]);
    expect(twice.events.slice(2)).toEqual(['back up', 'install']);

    const full = open(NEWER, async () => Promise.reject(new Error('the disk is full')));
    await full.updates.check();
    await full.updates.install();
    expect(full.events.slice(2)).toEqual(['back up', 'refuse']);
  });
});

describe('what a feed says', () => {
  it('is asked for over https only, and not where nothing answers', () => {
    const read = (config: string): string | null => readFeedUrl(config, 'linux');
    expect(read(`provider: generic\nurl: ${FEED}\nupdaterCacheDirName: x\n`)).toBe(FEED);
    expect(read(`url: '${FEED}'`)).toBe(FEED);
    expect(read('url: http://updates.studio.example')).toBeNull();
    expect(read('url: https://updates.example.invalid/creator-studio')).toBeNull();
    expect(read('provider: github')).toBeNull();
  });

  it('is not asked for on Windows by an app that nobody has signed', () => {
    expect(readFeedUrl(`url: ${FEED}\n`, 'win32')).toBeNull();
    expect(readFeedUrl(`url: ${FEED}\npublisherName:\n`, 'win32')).toBeNull();
    expect(readFeedUrl(`url: ${FEED}\npublisherName: Studio Ltd\n`, 'win32')).toBe(FEED);
    expect(readFeedUrl(`url: ${FEED}\npublisherName:\n  - Studio Ltd\n`, 'win32')).toBe(FEED);
    expect(readFeedUrl(`url: ${FEED}\n`, 'darwin')).toBe(FEED);
  });

  it('has notes without markup, of one version or several', () => {
    expect(readNotes('<ul><li>One</li><li>Two</li></ul><script>x</script>')).toBe('• One\n• Two\nx');
    expect(
      readNotes([
        { version: '2', note: 'B' },
        { version: '1', note: null },
      ]),
    ).toBe('B');
    expect(readNotes(null)).toBeNull();
    expect(readNotes('x'.repeat(10_000))).toHaveLength(4_000);
  });
});

describe('the backup before an update', () => {
  const DAY = new Date('2026-11-22T10:00:00Z');
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'studio-update-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is the whole database, with what a killed server had not yet brought into it', async () => {
    expect(await backUpBeforeUpdate(folder, '1.2.3', DAY)).toBeNull();
    writeFileSync(path.join(folder, 'studio.db'), 'database');
    writeFileSync(path.join(folder, 'studio.db-wal'), 'log');
    const copy = await backUpBeforeUpdate(folder, '1.2.3', DAY);
    expect(copy).toBe(path.join(folder, 'backups', 'studio-1.2.3-2026-11-22.db'));
    expect(readFileSync(copy!, 'utf8')).toBe('database');
    expect(readFileSync(`${copy!}-wal`, 'utf8')).toBe('log');

    writeFileSync(path.join(folder, 'studio.db-wal'), '');
    writeFileSync(path.join(folder, 'studio.db'), 'later');
    await backUpBeforeUpdate(folder, '1.2.3', DAY);
    expect(readdirSync(path.join(folder, 'backups'))).toEqual(['studio-1.2.3-2026-11-22.db']);
    expect(readFileSync(copy!, 'utf8')).toBe('later');
  });

  it('that cannot be made is said, and leaves no half', async () => {
    writeFileSync(path.join(folder, 'studio.db'), 'database');
    mkdirSync(path.join(folder, 'backups', 'studio-1.2.3-2026-11-22.db'), { recursive: true });
    await expect(backUpBeforeUpdate(folder, '1.2.3', DAY)).rejects.toThrow();
    expect(readdirSync(path.join(folder, 'backups'))).toEqual(['studio-1.2.3-2026-11-22.db']);
  });
});
