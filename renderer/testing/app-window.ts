import type { Locator, Page } from 'playwright';
import type { AppPath } from '../../shared/app-paths.ts';
import { readWords, type Words } from '../../tools/web/words.ts';
import { expectShown } from './expect-shown.ts';
import { fillIn } from './fill-in.ts';
import type { Studio, WindowWish } from './open-studio.ts';

/** A window of the app and what a person does in it, found by what the screen says. */
export class AppWindow {
  readonly page: Page;
  readonly words: Words;

  constructor(page: Page, words: Words) {
    this.page = page;
    this.words = words;
  }

  /** The balance in the header. */
  get balance(): Locator {
    return this.page.getByTestId('balance');
  }

  /** What is said about the connection, at the top of every page. */
  get banner(): Locator {
    return this.page.locator('.banner-place');
  }

  /** Where a prompt is written. */
  get prompt(): Locator {
    return this.page.getByRole('textbox', { name: this.words.generation.composer.prompt, exact: true });
  }

  /** What starts a work. */
  get create(): Locator {
    return this.page
      .getByRole('form', { name: this.words.generation.composer.label })
      .getByRole('button', { name: this.words.generation.composer.submit, exact: true });
  }

  /** The work in the middle of attention. */
  get stage(): Locator {
    return this.page.getByRole('region', { name: this.words.generation.stage.label });
  }

  /** Its state, in a word. */
  get status(): Locator {
    return this.stage.getByTestId('work-status');
  }

  /** What it has cost. */
  get receipt(): Locator {
    return this.stage.getByRole('group', { name: this.words.generation.receipt.label });
  }

  /** Its picture; there only once it has been drawn on the screen. */
  get picture(): Locator {
    return this.stage.locator('img[data-shown=true]');
  }

  /** The small recharge for who has too few credits. */
  get rechargeDialog(): Locator {
    return this.page.getByRole('dialog', { name: this.words.recharge.dialog.title });
  }

  /** What orders what is chosen. */
  get placeOrder(): Locator {
    return this.page.getByRole('button', { name: this.words.orders.checkout.place, exact: true });
  }

  /** The simulator's way to pay. */
  get simulatePayment(): Locator {
    return this.page.getByRole('button', { name: this.words.orders.pay.simulate, exact: true });
  }

  /** The rows of the credit history, below their head; the newest is first. */
  get historyRows(): Locator {
    return this.page
      .getByRole('table', { name: this.words.transactions.history.caption })
      .locator('tbody')
      .getByRole('row');
  }

  /** The heading that takes the place of what was just done. */
  heading(name: string): Locator {
    return this.page.getByRole('heading', { name, exact: true });
  }

  /** A button of the page by its whole name. */
  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** A link in the head of the page by its whole name. */
  headerLink(name: string): Locator {
    return this.page.getByRole('banner').getByRole('link', { name, exact: true });
  }

  /** Writes a prompt and presses the button. */
  async startWork(prompt: string): Promise<void> {
    await this.prompt.fill(prompt);
    await this.create.click();
  }

  /** Waits until the work that is looked at has its picture and says what it cost. */
  async expectPicture(receipt: string): Promise<void> {
    await expectShown(this.status).toHaveText(this.words.generation.status.SUCCEEDED);
    await expectShown(this.picture).toBeVisible();
    await expectShown(this.receipt).toContainText(receipt);
  }

  /** What a receipt says that charged so many credits. */
  charged(credits: number): string {
    return fillIn(this.words.generation.receipt.CHARGED, { credits });
  }

  /** Goes to another page by its address. */
  async goTo(path: AppPath | `/${string}`): Promise<void> {
    await this.page.goto(path);
  }
}

/** Opens a browser of its own with one window of the app in it; the page to create on unless another is asked for. */
export async function openApp(studio: Studio, { path = '/create', ...wish }: WindowWish): Promise<AppWindow> {
  return new AppWindow(await studio.openWindow({ ...wish, path }), readWords(wish.locale ?? 'en'));
}

/**
 * Opens one more window in the browser of another, which stays in front: what lies behind is drawn once a second, and
 * pressing something there takes as long.
 */
export async function openSecondApp(
  studio: Studio,
  of: AppWindow,
  path: AppPath | `/${string}` = '/create',
): Promise<AppWindow> {
  const page = await studio.openSecondWindow(of.page, path);
  await of.page.bringToFront();
  return new AppWindow(page, of.words);
}
