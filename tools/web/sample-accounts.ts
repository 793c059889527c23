import type { Locale } from '../../shared/errors.ts';
import { registerAccount, type StudioAccount, type WorkWish } from '../browser/studio-account.ts';

/** Who looks at a page; `fresh` is somebody new for every single picture, with credits to spend. */
export const VIEWERS = ['nobody', 'newcomer', 'maker', 'member', 'fresh'] as const;
/** One of {@link VIEWERS}. */
export type Viewer = (typeof VIEWERS)[number];

/** The accounts of one language; nobody is null. */
export interface SampleAccounts {
  /** Promises whoever looks. */
  find(viewer: Viewer): Promise<StudioAccount | null>;
}

/** What is made, in the order it is started; the words in brackets tell the demo how it shall end. */
const WISHES: Record<Locale, readonly WorkWish[]> = {
  en: [
    {
      prompt: 'Mountains at dawn, mist drifting through the valleys',
      options: { size: 'landscape', seed: 7 },
    },
    { prompt: 'A calm sea under the moon, a lighthouse far away', options: { size: 'portrait', seed: 11 } },
    { prompt: 'A single blossom branch in spring, soft light, empty space', count: 2, options: { seed: 3 } },
    { prompt: 'A short letter to autumn, gentle, as to an old friend', kind: 'TEXT' },
    { prompt: 'A red paper lantern in the rain [fail]' },
    { prompt: 'Four bridges over one river [fail-late]', count: 2 },
    {
      prompt: 'A city skyline after the rain, windows lighting up',
      options: { size: 'landscape', seed: 21 },
    },
    { prompt: 'Something the model will not draw [reject]' },
    { prompt: 'Dunes in the last light, a single track', options: { size: 'square', seed: 5 } },
    { prompt: 'Ink, water, and a crane that is just leaving', options: { size: 'portrait', seed: 17 } },
  ],
  'zh-CN': [
    { prompt: '清晨的群山，薄雾在山谷间流动，第一缕阳光落在山脊', options: { size: 'landscape', seed: 7 } },
    { prompt: '月光下平静的海，远处一座灯塔，深蓝色调', options: { size: 'portrait', seed: 11 } },
    { prompt: '春天的一枝花，柔和的光，留白', count: 2, options: { seed: 3 } },
    { prompt: '写一封给秋天的短信，温柔，像写给老朋友', kind: 'TEXT' },
    { prompt: '雨中的红灯笼 [fail]' },
    { prompt: '一条河上的四座桥 [fail-late]', count: 2 },
    { prompt: '雨后的城市天际线，窗灯一盏盏亮起', options: { size: 'landscape', seed: 21 } },
    { prompt: '模型不愿画的东西 [reject]' },
    { prompt: '最后一抹光里的沙丘，一行脚印', options: { size: 'square', seed: 5 } },
    { prompt: '水墨，一只正要飞走的鹤', options: { size: 'portrait', seed: 17 } },
  ],
};

/** What is given up before it is done. */
const CANCELLED: Record<Locale, WorkWish> = {
  en: { prompt: 'A clock tower without hands [slow]' },
  'zh-CN': { prompt: '没有指针的钟楼 [slow]' },
};

/** Names that look like people's; a language has its own accounts, so that its pictures speak it throughout. */
const NAMES: Record<Locale, Record<Exclude<Viewer, 'nobody' | 'fresh'>, string>> = {
  en: { newcomer: 'newcomer', maker: 'paper_lantern', member: 'north_light' },
  'zh-CN': { newcomer: '新来的人', maker: '纸上灯火', member: '北窗的光' },
};

/** Makes accounts on the server at `url` when they are first asked for, and fills them as people would. */
export function prepareAccounts(url: string, locale: Locale): SampleAccounts {
  const made = new Map<Viewer, Promise<StudioAccount>>();
  const make = async (viewer: Exclude<Viewer, 'nobody'>): Promise<StudioAccount> => {
    if (viewer === 'fresh') {
      const account = await registerAccount(url);
      await account.recharge(100);
      return account;
    }
    const account = await registerAccount(url, NAMES[locale][viewer]);
    if (viewer === 'maker') await fillMaker(account, locale);
    if (viewer === 'member') await fillMember(account, locale);
    return account;
  };
  return {
    find: async (viewer) => {
      if (viewer === 'nobody') return null;
      const account = made.get(viewer) ?? make(viewer);
      if (viewer !== 'fresh') made.set(viewer, account);
      return await account;
    },
  };
}

async function fillMaker(account: StudioAccount, locale: Locale): Promise<void> {
  await account.recharge(100);
  const given = await account.orderRecharge(10);
  await account.api.orders.cancel.mutate({ orderNo: given.orderNo });
  await account.recharge(500);
  const slow = await account.startWork(CANCELLED[locale]);
  await account.api.generation.cancel.mutate({ id: slow.id });
  // One after the other, so that they are listed in the order they are written in.
  for (const wish of WISHES[locale]) await account.makeWork(wish);
  await account.orderMembership('QUARTERLY');
  await account.orderRecharge(100);
}

async function fillMember(account: StudioAccount, locale: Locale): Promise<void> {
  await account.recharge(100);
  const [first, second, third] = WISHES[locale];
  await account.makeWork(first!);
  await account.becomeMember('MONTHLY');
  await account.makeWork(second!);
  await account.makeWork(third!);
  await account.becomeMember('YEARLY');
}
