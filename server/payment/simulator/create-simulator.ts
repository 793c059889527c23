import { z } from 'zod';
import { businessDate } from '../../platform/business-date.ts';
import { systemClock, type Clock } from '../../platform/clock.ts';
import type { BillRow, PaymentNotice, RawNotice } from '../payment-gateway.ts';
import type { Simulator } from './simulator.ts';
import { openTradeBook } from './trade-book.ts';

/** Our name at the simulator. */
const MERCHANT = 'simulated-merchant';

const tradeSchema = z.object({ amountFen: z.int().min(1) });
const endSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('PAID'), providerTradeNo: z.string(), paidAtMs: z.int() }),
  z.object({ state: z.literal('CLOSED') }),
]);
const refundSchema = z.object({
  outTradeNo: z.string(),
  outRefundNo: z.string(),
  amountFen: z.int().min(1),
  refundedAtMs: z.int(),
});
const wireSchema = z.strictObject({ out_trade_no: z.string(), trade_no: z.string(), amount_fen: z.int() });

/** Where the simulator keeps its book, and what it takes for a day. */
export interface SimulatorOptions {
  readonly folder: string;
  readonly businessTimeZone: string;
  /** Dates its refunds; a payment's instant is told by whoever pays. */
  readonly clock?: Clock;
}

/**
 * A gateway without money. Like a real one it is a party of its own: it keeps its trades outside our database, in a
 * folder that survives a restart and that every process of one server shares, and a trade ends once, paid or closed,
 * whoever comes first. It has no deadline of its own: a trade can be paid until we close it.
 */
export function createSimulator({
  folder,
  businessTimeZone,
  clock = systemClock,
}: SimulatorOptions): Simulator {
  const book = openTradeBook(folder);

  const readTrade = async (outTradeNo: string) => {
    // Names of files are made of numbers of ours and of nothing else.
    if (!isOurs(outTradeNo)) return null;
    const trade = tradeSchema.nullable().parse(await book.read(`${outTradeNo}.trade`));
    if (!trade) return null;
    return { ...trade, end: endSchema.nullable().parse(await book.read(`${outTradeNo}.end`)) };
  };

  const readRefund = async (outRefundNo: string) =>
    isOurs(outRefundNo) ? refundSchema.nullable().parse(await book.read(`${outRefundNo}.refund`)) : null;

  const findPaid = async (outTradeNo: string): Promise<PaymentNotice | null> => {
    const trade = await readTrade(outTradeNo);
    if (trade?.end?.state !== 'PAID') return null;
    return {
      kind: 'PAID',
      provider: 'simulator',
      merchant: MERCHANT,
      outTradeNo,
      providerTradeNo: trade.end.providerTradeNo,
      amountFen: trade.amountFen,
      paidAt: new Date(trade.end.paidAtMs),
      outRefundNo: null,
    };
  };

  return {
    provider: 'simulator',
    merchant: MERCHANT,

    create: async ({ outTradeNo, amountFen }) => {
      if (!isOurs(outTradeNo)) throw new TypeError('not a trade number the simulator takes');
      await book.writeOnce(`${outTradeNo}.trade`, { amountFen });
      return { qrContent: `creatorstudio-pay://simulated/${outTradeNo}` };
    },

    query: async (outTradeNo) => {
      const trade = await readTrade(outTradeNo);
      if (!trade) return { state: 'UNKNOWN' };
      const notice = await findPaid(outTradeNo);
      if (notice) return { state: 'PAID', notice };
      return { state: trade.end ? 'CLOSED' : 'UNPAID' };
    },

    close: async (outTradeNo) => {
      if (!(await readTrade(outTradeNo))) return 'UNKNOWN';
      await book.writeOnce(`${outTradeNo}.end`, { state: 'CLOSED' });
      return (await findPaid(outTradeNo)) ? 'PAID' : 'CLOSED';
    },

    pay: async (outTradeNo, paidAt) => {
      if (!(await readTrade(outTradeNo))) return null;
      await book.writeOnce(`${outTradeNo}.end`, {
        state: 'PAID',
        providerTradeNo: `SIM${outTradeNo}`,
        paidAtMs: paidAt.getTime(),
      });
      const notice = await findPaid(outTradeNo);
      return notice && toRawNotice(notice, paidAt);
    },

    refund: async ({ outTradeNo, outRefundNo, amountFen }) => {
      const paid = await findPaid(outTradeNo);
      if (!paid || !isOurs(outRefundNo)) return 'FAILED';
      const known = await readRefund(outRefundNo);
      if (known)
        return known.outTradeNo === outTradeNo && known.amountFen === amountFen ? 'SUCCEEDED' : 'FAILED';
      const before = await listRefunds();
      const refunded = before
        .filter((refund) => refund.outTradeNo === outTradeNo)
        .reduce((sum, refund) => sum + refund.amountFen, 0);
      if (refunded + amountFen > paid.amountFen) return 'FAILED';
      await book.writeOnce(`${outRefundNo}.refund`, {
        outTradeNo,
        outRefundNo,
        amountFen,
        refundedAtMs: clock.nowMs(),
      });
      return 'SUCCEEDED';
    },

    queryRefund: async ({ outRefundNo }) => ((await readRefund(outRefundNo)) ? 'SUCCEEDED' : 'UNKNOWN'),

    // Its signature is its book: genuine is what the simulator itself remembers to have happened.
    verifyNotice: async ({ body }) => {
      const wire = wireSchema.safeParse(parseJson(body));
      if (!wire.success) return { genuine: false, problem: 'not a notice of the simulator' };
      const notice = await findPaid(wire.data.out_trade_no);
      const isGenuine =
        notice?.providerTradeNo === wire.data.trade_no && notice.amountFen === wire.data.amount_fen;
      return isGenuine
        ? { genuine: true, notice }
        : { genuine: false, problem: 'the simulator knows of no such payment' };
    },

    replyToNotice: (accepted) => ({
      status: accepted ? 200 : 400,
      contentType: 'text/plain',
      body: accepted ? 'success' : 'fail',
    }),

    fetchBill: async (date) => [...(await listPayments(date)), ...(await listRefundRows(date))],
  };

  async function listPayments(date: string): Promise<BillRow[]> {
    const names = (await book.list()).filter((name) => name.endsWith('.end'));
    const paid = await Promise.all(names.map((name) => findPaid(name.slice(0, -'.end'.length))));
    return paid
      .filter((notice) => notice !== null)
      .filter((notice) => businessDate(notice.paidAt, businessTimeZone) === date)
      .map(({ outTradeNo, providerTradeNo, amountFen }) => ({
        kind: 'PAYMENT',
        outTradeNo,
        providerTradeNo,
        outRefundNo: null,
        amountFen,
      }));
  }

  async function listRefundRows(date: string): Promise<BillRow[]> {
    return (await listRefunds())
      .filter((refund) => businessDate(refund.refundedAtMs, businessTimeZone) === date)
      .map(({ outTradeNo, outRefundNo, amountFen }) => ({
        kind: 'REFUND',
        outTradeNo,
        providerTradeNo: `SIM${outTradeNo}`,
        outRefundNo,
        amountFen,
      }));
  }

  async function listRefunds() {
    const names = (await book.list()).filter((name) => name.endsWith('.refund'));
    const refunds = await Promise.all(names.map((name) => readRefund(name.slice(0, -'.refund'.length))));
    return refunds.filter((refund) => refund !== null);
  }
}

function isOurs(number: string): boolean {
  return /^[0-9A-Z]{1,64}$/.test(number);
}

function toRawNotice(notice: PaymentNotice, receivedAt: Date): RawNotice {
  const wire: z.infer<typeof wireSchema> = {
    out_trade_no: notice.outTradeNo,
    trade_no: notice.providerTradeNo,
    amount_fen: notice.amountFen,
  };
  return {
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(wire)),
    receivedAt,
  };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
