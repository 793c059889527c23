import type { Locator } from 'playwright';
import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { APP_PATHS } from '../../shared/app-paths.ts';
import { TRANSACTION_TYPE_NAMES } from '../../shared/transaction-sentences.ts';
import type { StudioAccount } from '../../tools/browser/studio-account.ts';
import { openApp, type AppWindow } from '../testing/app-window.ts';
import { describeInBrowser } from '../testing/describe-in-browser.ts';
import { expectShown } from '../testing/expect-shown.ts';
import { fillIn } from '../testing/fill-in.ts';

/** Works that are started; each is a row. */
const WORKS = 20;
/** A recharge, its bonus, the works, and what a failed one gave back. */
const ROWS = WORKS + 4;
const PAGE_ROWS = 20;

/** The lines of a CSV file that quotes only what it must, without its byte order mark. */
function readCsv(text: string): string[][] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\r\n')
    .map((line) => line.split(',').map((cell) => cell.replace(/^"|"$/g, '')));
}

async function saveExport(app: AppWindow): Promise<{ name: string; lines: string[][] }> {
  const download = app.page.waitForEvent('download');
  await app.page.getByRole('link', { name: app.words.transactions.export.action }).click();
  const file = await download;
  return { name: file.suggestedFilename(), lines: readCsv(await readFile(await file.path(), 'utf8')) };
}

describeInBrowser('the credit history', (studio) => {
  let account: StudioAccount;
  beforeAll(async () => {
    account = await studio.register();
    await account.recharge(1000);
    await account.makeWork({ prompt: 'a mill [fail]' });
    for (let number = 1; number <= WORKS; number += 1) {
      await account.startWork({ prompt: `mill ${number}`, kind: 'TEXT' });
    }
  });

  const openHistory = async (search = ''): Promise<AppWindow> => {
    const app = await openApp(studio, { as: account, path: `${APP_PATHS.transactions}${search}` });
    await expectShown(app.historyRows.first()).toBeVisible();
    return app;
  };
  const expectRows = async (app: AppWindow, first: number, last: number, total: number): Promise<void> => {
    const sentence = fillIn(app.words.transactions.history.shown, { first, last, total });
    await expectShown(app.page.getByRole('status').filter({ hasText: sentence })).toBeVisible();
    await expectShown(app.historyRows).toHaveCount(last - first + 1);
  };
  const chooseType = async (app: AppWindow, name: string): Promise<void> => {
    const { filter } = app.words.transactions;
    await app.page.getByRole('combobox', { name: filter.type }).click();
    await app.page.locator('.ant-select-item-option').filter({ hasText: name }).click();
  };

  test('is narrowed down by type and days, turned page by page, and every step can be taken back', async () => {
    const app = await openHistory();
    const { filter, history } = app.words.transactions;
    await expectRows(app, 1, PAGE_ROWS, ROWS);
    await app.page.getByRole('listitem', { name: '2', exact: true }).click();
    await expectRows(app, PAGE_ROWS + 1, ROWS, ROWS);
    await expectShown(app.historyRows.last()).toContainText(/Recharge.*\+1,000.*1,000/s);

    await chooseType(app, TRANSACTION_TYPE_NAMES.REFUND.en);
    await expectRows(app, 1, 1, 1);
    await expectShown(app.historyRows.first()).toContainText('+10');
    expect(new URL(app.page.url()).search).toBe('?type=REFUND');

    await app.page.goBack();
    await expectRows(app, PAGE_ROWS + 1, ROWS, ROWS);
    await app.page.goBack();
    await expectRows(app, 1, PAGE_ROWS, ROWS);

    await app.button(fillIn(filter.days, { days: 7 })).click();
    await expectRows(app, 1, PAGE_ROWS, ROWS);
    await expectShown(app.button(fillIn(filter.days, { days: 7 }))).toHaveAttribute('aria-pressed', 'true');
    const from = await app.page.getByLabel(filter.from).inputValue();
    await app.page.getByLabel(filter.to).fill(from);
    await expectShown(app.page.getByText(history.emptyFiltered)).toBeVisible();
    await app.page.reload();
    await expectShown(app.page.getByText(history.emptyFiltered)).toBeVisible();
    await app.button(filter.clear).click();
    await expectRows(app, 1, PAGE_ROWS, ROWS);
  });

  test('opens what is behind a row by keyboard, and gives the focus back', async () => {
    const app = await openHistory('?type=REFUND');
    const { drawer } = app.words.transactions;
    const row = app.historyRows.first().getByRole('button');
    await row.focus();
    await app.page.keyboard.press('Enter');
    const dialog = app.page.getByRole('dialog', { name: drawer.generationTitle });
    const movements = (): Locator => dialog.getByRole('list').first().getByRole('listitem');
    await expectShown(movements()).toHaveCount(2);
    await expectShown(dialog).toContainText('a mill [fail]');
    await app.page.keyboard.press('Tab');
    await expectShown(dialog.locator(':focus')).toBeVisible();

    // On to where the credits came from: an order, its row and its bonus.
    await dialog
      .getByRole('button', { name: /Recharge|Bonus/ })
      .first()
      .press('Enter');
    const order = app.page.getByRole('dialog', { name: drawer.orderTitle });
    await expectShown(order).toContainText('+1,000');
    await app.page.keyboard.press('Escape');
    await expectShown(app.page.getByRole('dialog')).toHaveCount(0);
    await expectShown(row).toBeFocused();
    expect(new URL(app.page.url()).search).toBe('?type=REFUND');
  });

  test('is taken away as a file that names its time zone and adds up', async () => {
    const app = await openHistory('?type=CONSUME');
    const { name, lines } = await saveExport(app);
    expect(name).toMatch(/^creator-studio-transactions-\d{4}-?\d{2}-?\d{2}\.csv$/);
    const valueOf = (word: string): string | undefined => lines.find(([cell]) => cell === word)?.[1];
    expect(valueOf('Time zone')).toBe('Asia/Shanghai');
    const rows = lines.filter(([sequence = '']) => /^\d+$/.test(sequence));
    // All types, also while one is looked at: otherwise nothing would add up.
    expect(rows).toHaveLength(ROWS);
    const sum = rows.reduce((total, cells) => total + Number(cells[4]), 0);
    expect(Number(valueOf('Opening balance')) + sum).toBe(Number(valueOf('Closing balance')));
    expect(Number(valueOf('Closing balance'))).toBe(await account.countCredits());

    await app.goTo(`${APP_PATHS.transactions}?from=2020-01-01&to=2020-01-31`);
    const empty = await saveExport(app);
    expect(empty.lines.filter(([sequence = '']) => /^\d+$/.test(sequence))).toEqual([]);
    expect(empty.lines.find(([cell]) => cell === 'Closing balance')?.[1]).toBe('0');
  });
});
