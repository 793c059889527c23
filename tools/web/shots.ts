import type { Page } from 'playwright';
import { APP_PATHS } from '../../shared/app-paths.ts';
import type { CallFate } from './hold-calls.ts';
import type { Viewer } from './sample-accounts.ts';
import type { Words } from './words.ts';

/** What somebody does on a page, finding things by what is written on them. */
type Act = (page: Page, words: Words) => Promise<void>;

/** One state of one page, to be photographed. */
export interface Shot {
  /** `page` or `page-state`; the picture's name. */
  readonly name: string;
  readonly path: string;
  readonly viewer: Viewer;
  /** What happens to the page's calls; they pass when left out. */
  readonly calls?: CallFate;
  /** Leads from the opened page to the state, found by what is written on the screen. */
  readonly act?: Act;
  /** A dialog or a drawer lies over the window, not over the whole page. */
  readonly isWindowOnly?: boolean;
}

const { login, register, recover, create, gallery, recharge, membership, transactions, orders, account } =
  APP_PATHS;
const { terms, privacy, refunds } = APP_PATHS;

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click();

const placeOrder = async (page: Page, { orders: words }: Words): Promise<void> => {
  await press(page, words.checkout.place);
  await page.getByText(words.pay.simulateTitle).first().waitFor();
};

const payUntil =
  (describe: (words: Words['orders']) => string): Act =>
  async (page, words) => {
    await placeOrder(page, words);
    await press(page, words.orders.pay.simulate);
    await page.getByText(describe(words.orders)).first().waitFor();
  };

const start = async (page: Page, { generation }: Words, prompt: string): Promise<void> => {
  await page.getByRole('textbox', { name: generation.composer.prompt }).fill(prompt);
  await page.getByRole('button', { name: generation.composer.submit }).first().click();
};

/** A state that a new work reaches, told by the words it shows. */
const startUntil =
  (markers: string, describe: (words: Words['generation']) => string): Act =>
  async (page, words) => {
    await start(page, words, `${words.generation.examples.mountain.prompt}${markers}`);
    await page.getByText(describe(words.generation)).first().waitFor();
  };

const startWithoutCredits = async (page: Page, words: Words): Promise<void> => {
  await start(page, words, words.generation.examples.mountain.prompt);
  await showDialog(page);
};

const openFirstWork = async (page: Page, { generation }: Words): Promise<void> => {
  await page.getByRole('list', { name: generation.gallery.list }).getByRole('listitem').first().click();
  await showDialog(page);
};

const openFirstOrder = async (page: Page, { orders: words }: Words): Promise<void> => {
  await page.getByRole('button', { name: words.list.details }).first().click();
  await showDialog(page);
};

const askToDeleteFirstWork = async (page: Page, words: Words): Promise<void> => {
  await openFirstWork(page, words);
  await press(page, words.generation.action.delete);
  await page.getByRole('dialog', { name: words.generation.remove.title }).waitFor();
};

const askToCancelFirstOrder = async (page: Page, { orders: words }: Words): Promise<void> => {
  await page.getByRole('button', { name: words.list.cancel }).first().click();
  await page.getByRole('dialog', { name: words.pay.cancelAsk }).waitFor();
};

/** The details of the newest row of one type. */
const openTransaction =
  (type: 'CONSUME' | 'RECHARGE'): Act =>
  async (page, { transactions: words }) => {
    await page.goto(`${transactions}?type=${type}`);
    const table = page.getByRole('table', { name: words.history.caption });
    await table.getByRole('button').first().click();
    await showDialog(page);
  };

const registerWith =
  (username: string, password: string): Act =>
  async (page, { auth }) => {
    await page.getByLabel(auth.field.username, { exact: true }).fill(username);
    await page.getByLabel(auth.field.password, { exact: true }).fill(password);
    await page.getByRole('checkbox').check();
    await press(page, auth.register.submit);
  };

const registerAnew = async (page: Page, words: Words): Promise<void> => {
  await registerWith(`p${crypto.randomUUID().slice(0, 8)}`, 'three calm grey herons')(page, words);
  await page.getByRole('heading', { name: words.auth.codes.title }).waitFor();
};

const signInWrongly = async (page: Page, { auth }: Words): Promise<void> => {
  await page.getByLabel(auth.field.account, { exact: true }).fill('paper_lantern');
  await page.getByLabel(auth.field.password, { exact: true }).fill('not the password');
  await press(page, auth.login.submit);
  await page.getByRole('alert').first().waitFor();
};

const openAccountMenu = async (page: Page, { common }: Words): Promise<void> => {
  await page.getByRole('button', { name: common.nav.accountMenu }).click();
  await page.getByRole('menu').waitFor();
};

const openDeletion = async (page: Page, { account: words }: Words): Promise<void> => {
  await press(page, words.deletion.open);
  await showDialog(page);
};

const goOffline = async (page: Page, { common }: Words): Promise<void> => {
  await page.context().setOffline(true);
  await page.getByText(common.connection.offline).waitFor();
};

const showDialog = async (page: Page): Promise<void> => {
  await page.getByRole('dialog').first().waitFor();
};

/** Every page, and its states that look different. */
export const SHOTS: readonly Shot[] = [
  { name: 'login', path: login, viewer: 'nobody' },
  { name: 'register', path: register, viewer: 'nobody' },
  { name: 'login-refused', path: login, viewer: 'nobody', act: signInWrongly },
  { name: 'register-refused', path: register, viewer: 'nobody', act: registerWith('a b', '12345678') },
  {
    name: 'register-codes',
    path: register,
    viewer: 'nobody',
    act: registerAnew,
  },
  { name: 'recover', path: recover, viewer: 'nobody' },
  { name: 'terms', path: terms, viewer: 'nobody' },
  { name: 'privacy', path: privacy, viewer: 'nobody' },
  { name: 'refunds', path: refunds, viewer: 'nobody' },
  { name: 'not-found', path: '/nothing-here', viewer: 'nobody' },

  { name: 'create', path: create, viewer: 'maker' },
  { name: 'create-empty', path: create, viewer: 'newcomer' },
  { name: 'create-member', path: create, viewer: 'member' },
  { name: 'create-loading', path: create, viewer: 'maker', calls: 'hang' },
  { name: 'create-failing', path: create, viewer: 'maker', calls: 'fail' },
  { name: 'create-offline', path: create, viewer: 'maker', act: goOffline },
  {
    name: 'create-running',
    path: create,
    viewer: 'fresh',
    act: startUntil('', ({ progress }) => progress.running),
  },
  {
    name: 'create-done',
    path: create,
    viewer: 'fresh',
    act: startUntil('', ({ status }) => status.SUCCEEDED),
  },
  {
    name: 'create-failed',
    path: create,
    viewer: 'fresh',
    act: startUntil(' [fail]', ({ status }) => status.FAILED),
  },
  {
    name: 'create-not-enough',
    path: create,
    viewer: 'newcomer',
    isWindowOnly: true,
    act: startWithoutCredits,
  },

  { name: 'gallery', path: gallery, viewer: 'maker' },
  { name: 'gallery-empty', path: gallery, viewer: 'newcomer' },
  { name: 'gallery-loading', path: gallery, viewer: 'maker', calls: 'hang' },
  { name: 'gallery-failing', path: gallery, viewer: 'maker', calls: 'fail' },
  { name: 'gallery-detail', path: gallery, viewer: 'maker', isWindowOnly: true, act: openFirstWork },
  {
    name: 'gallery-delete',
    path: gallery,
    viewer: 'maker',
    isWindowOnly: true,
    act: askToDeleteFirstWork,
  },

  { name: 'recharge', path: recharge, viewer: 'maker' },
  { name: 'recharge-loading', path: recharge, viewer: 'maker', calls: 'hang' },
  { name: 'recharge-failing', path: recharge, viewer: 'maker', calls: 'fail' },
  { name: 'recharge-paying', path: recharge, viewer: 'fresh', act: placeOrder },
  { name: 'recharge-paid', path: recharge, viewer: 'fresh', act: payUntil(({ paid }) => paid.recharge) },

  { name: 'membership', path: membership, viewer: 'maker' },
  { name: 'membership-member', path: membership, viewer: 'member' },
  { name: 'membership-loading', path: membership, viewer: 'maker', calls: 'hang' },
  { name: 'membership-failing', path: membership, viewer: 'maker', calls: 'fail' },
  { name: 'membership-paying', path: membership, viewer: 'fresh', act: placeOrder },
  {
    name: 'membership-paid',
    path: membership,
    viewer: 'fresh',
    act: payUntil(({ paid }) => paid.membership),
  },

  { name: 'transactions', path: transactions, viewer: 'maker' },
  { name: 'transactions-empty', path: transactions, viewer: 'newcomer' },
  { name: 'transactions-loading', path: transactions, viewer: 'maker', calls: 'hang' },
  { name: 'transactions-failing', path: transactions, viewer: 'maker', calls: 'fail' },
  {
    name: 'transactions-charge',
    path: transactions,
    viewer: 'maker',
    isWindowOnly: true,
    act: openTransaction('CONSUME'),
  },
  {
    name: 'transactions-grant',
    path: transactions,
    viewer: 'maker',
    isWindowOnly: true,
    act: openTransaction('RECHARGE'),
  },

  { name: 'orders', path: orders, viewer: 'maker' },
  { name: 'orders-empty', path: orders, viewer: 'newcomer' },
  { name: 'orders-loading', path: orders, viewer: 'maker', calls: 'hang' },
  { name: 'orders-failing', path: orders, viewer: 'maker', calls: 'fail' },
  { name: 'orders-details', path: orders, viewer: 'maker', isWindowOnly: true, act: openFirstOrder },
  {
    name: 'orders-cancel',
    path: orders,
    viewer: 'maker',
    isWindowOnly: true,
    act: askToCancelFirstOrder,
  },

  { name: 'account', path: account, viewer: 'maker' },
  { name: 'account-loading', path: account, viewer: 'maker', calls: 'hang' },
  { name: 'account-failing', path: account, viewer: 'maker', calls: 'fail' },
  { name: 'account-menu', path: create, viewer: 'maker', isWindowOnly: true, act: openAccountMenu },
  { name: 'account-deletion', path: account, viewer: 'maker', isWindowOnly: true, act: openDeletion },
];
