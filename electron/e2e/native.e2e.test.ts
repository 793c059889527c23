import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDesktop } from '../testing/describe-desktop.ts';
import type { DesktopApp } from '../testing/desktop-app.ts';
import { chooseThisComputer } from './choose-this-computer.ts';
import { launchStudio } from './launch-studio.ts';

/** Asks the server as the page does, and promises the answer. */
async function call(page: Page, name: string, input: object): Promise<Record<string, unknown>> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ json: input }),
  };
  const answer = await page.evaluate<{ result?: { data: { json: Record<string, unknown> } } }>(
    `fetch('/trpc/${name}', ${JSON.stringify(init)}).then((answer) => answer.json())`,
  );
  if (answer.result === undefined) throw new Error(JSON.stringify(answer));
  return answer.result.data.json;
}

describeDesktop('what the system shows of the app', () => {
  let app: DesktopApp;
  let page: Page;
  beforeAll(async () => {
    app = await launchStudio();
    page = await app.firstWindow();
    await chooseThisComputer(page);
    await page.evaluate(`window.studio.settings.set({ locale: 'zh-CN' })`);
  });
  afterAll(() => app.close());

  const readTooltip = async (): Promise<string> => (await app.trays())[0]?.tooltip ?? '';
  const readPageBalance = (): Promise<string> => page.locator('[data-testid="balance"]').innerText();
  const listMenus = (): Promise<string[]> =>
    app.evaluate(({ Menu }) => (Menu.getApplicationMenu()?.items ?? []).map((item) => item.label));
  const hideWindow = (): Promise<void> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().forEach((window) => window.hide()));
  const listNotifications = async (): Promise<unknown[]> =>
    (await app.osCalls('Notification.show')).map(({ args }) => args[0]);
  const payFor = async (priceId: number): Promise<void> => {
    const order = await call(page, 'orders.placeRecharge', {
      priceId,
      paymentMethod: 'alipay',
      idempotencyKey: randomUUID(),
    });
    await call(page, 'orders.simulate', {
      orderType: 'recharge',
      orderNo: (order['order'] as { orderNo: string }).orderNo,
    });
  };
  const startWork = (prompt: string): Promise<unknown> =>
    call(page, 'generation.start', { id: randomUUID(), kind: 'IMAGE', prompt });

  test('the menu speaks the language of the app and leads to its pages', async () => {
    await expect.poll(listMenus).toEqual(expect.arrayContaining(['文件', '编辑', '显示', '前往', '帮助']));
    await app.clickMenuItem('orders');
    await expect.poll(() => app.addressOf(page)).toBe('app://studio/orders');
    await page.evaluate(`window.studio.settings.set({ locale: 'en' })`);
    await expect.poll(listMenus).toEqual(expect.arrayContaining(['File', 'Edit', 'View', 'Go', 'Help']));
    await app.pressAccelerator('CmdOrCtrl+N');
    await expect.poll(() => app.addressOf(page)).toBe('app://studio/create');
    const spelling = await app.evaluate(({ session: { defaultSession } }) => ({
      available: defaultSession.availableSpellCheckerLanguages,
      used: defaultSession.getSpellCheckerLanguages(),
    }));
    // macOS lists none and finds the language by what is written.
    if (spelling.available.length > 0) expect(spelling.used[0]).toMatch(/^en/);
    await page.evaluate(`window.studio.settings.set({ locale: 'zh-CN' })`);
  });

  test('the zoom of the menu is a setting, and the settings have a window of their own', async () => {
    const readZoom = () =>
      page.evaluate<number>(`window.studio.state.get().then(({ settings }) => settings.zoom)`);
    await app.pressAccelerator('CmdOrCtrl+Plus');
    expect(await readZoom()).toBe(1.1);
    await app.pressAccelerator('CmdOrCtrl+0');
    expect(await readZoom()).toBe(1);
    const opening = app.nextWindow();
    await app.pressAccelerator('CmdOrCtrl+,');
    const settings = await opening;
    await expect.poll(() => app.addressOf(settings)).toBe('app://studio/_shell/settings');
    await app.clickMenuItem('show-logs');
    expect(await app.osCalls('shell.openPath')).toHaveLength(1);
    await settings.close();
  });

  test('the tray and the page show one balance, and change together when a payment is credited', async () => {
    await expect.poll(readTooltip).toBe('创作者工作室 · 0 练习积分');
    expect((await app.trays())[0]?.items.map(({ id }) => id)).toEqual([
      'balance',
      'create',
      'recharge',
      'show',
      'settings',
      'quit',
    ]);
    await app.clickTrayItem('show');
    await payFor(1);
    await expect.poll(readTooltip).toMatch(/[1-9]\d* 练习积分$/);
    const credits = /(\d+) 练习积分/.exec(await readTooltip())?.[1] ?? '';
    await expect.poll(readPageBalance).toContain(credits);
  });

  test('while nobody looks, a credited payment and a finished work are told; a click opens them', async () => {
    expect(await listNotifications()).toEqual([]);
    await hideWindow();
    await payFor(1);
    await expect
      .poll(listNotifications)
      .toEqual([{ title: '支付成功', body: expect.stringMatching(/^\d+ 练习积分已到账。$/) as string }]);
    await app.clickNotification('支付成功');
    await expect.poll(() => app.addressOf(page)).toMatch(/^app:\/\/studio\/orders\?order=R/);

    await hideWindow();
    await startWork('a mountain lake');
    await expect.poll(listNotifications, { timeout: 20_000 }).toHaveLength(2);
    // What is made is nobody's to read on a locked screen.
    expect((await listNotifications())[1]).toEqual({ title: '作品完成了', body: '1 张图片已经做好。' });
    await app.clickNotification('作品完成了');
    await expect.poll(() => app.addressOf(page)).toMatch(/^app:\/\/studio\/gallery\?id=/);
  });

  test('a work can be copied and saved where it is shown, and dragged out; words can be pasted', async () => {
    const picture = page.locator('img[src*="/files/generations/"]').last();
    // A click on a page that is still moving may miss.
    await expect
      .poll(async () => {
        await picture.click({ button: 'right' });
        return await app.contextMenuLabels();
      })
      .toEqual(['复制图片', '图片另存为…']);

    const file = JSON.stringify({ url: await picture.getAttribute('src'), name: '湖 / 山.png' });
    expect(await page.evaluate(`window.studio.files.drag(${file})`)).toBe(true);
    const [drag] = await app.osCalls('webContents.startDrag');
    const dragged = (drag?.args[0] as { file: string }).file;
    expect(path.basename(dragged)).toBe('湖 山.png');
    expect((await stat(dragged)).size).toBeGreaterThan(1_000);

    const saved = path.join(app.userData, '我的 湖.png');
    const save = `window.studio.files.save(${file})`;
    expect(await page.evaluate(save)).toBe('canceled');
    await app.answerDialog('showSaveDialog', { canceled: false, filePath: saved });
    expect(await page.evaluate(save)).toBe('saved');
    expect((await readFile(saved)).equals(await readFile(dragged))).toBe(true);
    const [question] = await app.osCalls('dialog.showSaveDialog');
    expect((question?.args.at(-1) as { defaultPath: string }).defaultPath).toMatch(/[\\/]湖 山\.png$/);
    // The page's own button and its picture do the same, under a name made of the prompt.
    const byButton = path.join(app.userData, 'saved by the button.png');
    await app.answerDialog('showSaveDialog', { canceled: false, filePath: byButton });
    await page.getByRole('button', { name: '保存', exact: true }).first().click();
    await expect.poll(() => existsSync(byButton)).toBe(true);
    await picture.dispatchEvent('dragstart');
    await expect.poll(async () => (await app.osCalls('webContents.startDrag')).length).toBe(2);
    const byHand = ((await app.osCalls('webContents.startDrag'))[1]?.args[0] as { file: string }).file;
    expect(path.basename(byHand)).toMatch(/^[^/]+\.png$/);
    // A folder is in the way: nothing half is left beside it.
    await app.answerDialog('showSaveDialog', { canceled: false, filePath: path.join(app.userData, 'data') });
    expect(await page.evaluate(save)).toBe('failed');
    expect((await readdir(app.userData)).filter((name) => name.endsWith('.part'))).toEqual([]);
    // One question at a time, however often a page asks.
    await app.evaluate(({ dialog }) => {
      const held: (() => void)[] = [];
      Object.assign(globalThis, { held, ask: Object.getOwnPropertyDescriptor(dialog, 'showSaveDialog') });
      const wait = () =>
        new Promise((resolve) => void held.push(() => resolve({ canceled: true, filePath: '' })));
      Object.defineProperty(dialog, 'showSaveDialog', { value: wait, configurable: true, writable: true });
    });
    const first = page.evaluate(save);
    expect(await page.evaluate(`Promise.all(Array.from({ length: 8 }, () => ${save}))`)).toEqual(
      Array.from({ length: 8 }, () => 'canceled'),
    );
    const held = await app.evaluate(({ dialog }) => {
      const waiting = globalThis as unknown as { held: (() => void)[]; ask: PropertyDescriptor };
      Object.defineProperty(dialog, 'showSaveDialog', waiting.ask);
      waiting.held.forEach((answer) => answer());
      return waiting.held.length;
    });
    expect([held, await first]).toEqual([1, 'canceled']);

    await app.clickMenuItem('create');
    await page.locator('textarea').first().click({ button: 'right' });
    await expect.poll(() => app.contextMenuLabels()).toEqual(['剪切', '复制', '粘贴', '全选']);
  });

  test('nothing is told of what the user sees, or does not want to be told', async () => {
    const before = (await listNotifications()).length;
    const tooltip = await readTooltip();
    await app.clickTrayItem('show');
    await payFor(1);
    await expect.poll(readTooltip).not.toBe(tooltip);
    await page.evaluate(`window.studio.settings.set({ notifications: false })`);
    await hideWindow();
    const second = await readTooltip();
    await payFor(1);
    await expect.poll(readTooltip).not.toBe(second);
    expect(await listNotifications()).toHaveLength(before);
  });

  test('the tray goes on without a window, follows the account, and brings the window back', async () => {
    await page.evaluate(`window.studio.settings.set({ keepInTray: true, notifications: true })`);
    const before = await readTooltip();
    await startWork('a mountain lake [fail]');
    await page.close().catch(() => undefined);
    await expect.poll(() => app.windows().length).toBe(0);
    // Taken at the start, given back at the failure.
    await expect.poll(readTooltip, { timeout: 20_000 }).not.toBe(before);
    await expect.poll(readTooltip, { timeout: 20_000 }).toBe(before);
    await expect
      .poll(async () => (await listNotifications()).at(-1))
      .toEqual({ title: '有一件作品没有成功', body: expect.stringContaining('已退回') as string });
    const opening = app.nextWindow();
    await app.clickTrayItem('create');
    page = await opening;
    await expect.poll(() => app.addressOf(page)).toBe('app://studio/create');
    await page.waitForSelector('[data-testid="balance"]');
    await app.clickTrayItem('quit');
    expect(await app.waitForExit()).toBe(0);
  });
});
