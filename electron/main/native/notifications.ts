import { BrowserWindow, Notification } from 'electron';
import { z } from 'zod';
import type { Shell, ShellPart } from '../shell.ts';
import type { AccountChange, AccountWatch } from './account-watch.ts';
import { askServer } from './ask-server.ts';
import {
  describeEnd,
  describePayment,
  endedGenerationSchema,
  paidOrderSchema,
  type News,
  type Reader,
} from './describe-news.ts';

/** Older than this it is no news: it was seen, or it happened before this start. */
const FRESH_MS = 120_000;

/** How many of the newest are looked at when it is not said which one has changed. */
const LOOK_BACK = 5;

/** As many are shown at a time, and remembered as told; older ones make room. */
const MAX_SHOWN = 10;
const MAX_TOLD = 500;

/** As many are asked about at a time: a server may tell of any number of changes at once. */
const MAX_READING = 3;

/** Says so when a payment was credited or a work has ended while nobody looks at the app; a click opens it. */
export function startNotifications(shell: Shell, account: AccountWatch): ShellPart {
  const told = new Set<string>();
  // A notification that nothing holds is collected, and its click with it.
  const shown = new Set<Notification>();
  const missed = new Set<AccountChange['topic']>();
  let reading = 0;
  let isStopped = false;

  const tell = (news: News | null): void => {
    if (news === null || isStopped || told.has(news.key)) return;
    if (Date.now() - news.happenedAt.getTime() > FRESH_MS) return;
    // Also what the user has just seen on the page is told.
    told.add(news.key);
    if (told.size > MAX_TOLD) told.delete(told.values().next().value ?? '');
    if (!shell.settings.get().notifications || BrowserWindow.getFocusedWindow() !== null) return;
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title: news.title, body: news.body });
    shown.add(notification);
    if (shown.size > MAX_SHOWN) dismiss(shown.values().next().value);
    notification.on('close', () => shown.delete(notification));
    notification.on('click', () => {
      shown.delete(notification);
      shell.window.goTo(news.address);
    });
    notification.show();
  };
  const dismiss = (notification: Notification | undefined): void => {
    if (notification === undefined) return;
    shown.delete(notification);
    notification.close();
  };
  const takeChange = (change: AccountChange): void => {
    if (isStopped) return;
    if (reading >= MAX_READING) {
      missed.add(change.topic);
      return;
    }
    reading += 1;
    const reader: Reader = {
      locale: shell.getLocale(),
      isPractice: shell.settings.get().mode === 'local',
    };
    readNews(shell, change, reader)
      .then((all) => all.forEach(tell))
      .catch((error: unknown) => shell.log.warn('what has changed could not be read', error))
      .finally(() => {
        reading -= 1;
        const [topic] = missed;
        if (topic === undefined) return;
        missed.delete(topic);
        takeChange({ topic, id: null });
      });
  };
  account.onChange(takeChange);
  return {
    stop: () => {
      isStopped = true;
      for (const notification of [...shown]) dismiss(notification);
    },
  };
}

async function readNews(
  { connection }: Shell,
  { topic, id }: AccountChange,
  reader: Reader,
): Promise<(News | null)[]> {
  const ask = <Schema extends z.ZodType>(name: string, schema: Schema, input: object) =>
    askServer((path, init) => connection.fetch(path, init), name, schema, input);
  if (topic === 'orders') {
    if (id !== null)
      return [describePayment(await ask('orders.get', paidOrderSchema, { orderNo: id }), reader)];
    const page = await ask('orders.page', listOf(paidOrderSchema), { skip: 0, limit: LOOK_BACK });
    return page.items.map((order) => describePayment(order, reader));
  }
  if (id !== null) return [describeEnd(await ask('generation.get', endedGenerationSchema, { id }), reader)];
  const page = await ask('generation.list', listOf(endedGenerationSchema), { limit: LOOK_BACK });
  return page.items.map((work) => describeEnd(work, reader));
}

function listOf<Schema extends z.ZodType>(schema: Schema) {
  return z.object({ items: z.array(schema) });
}
