import type {
  CloseAnswer,
  PaymentGateway,
  PaymentGateways,
  PaymentNotice,
  TradeAnswer,
} from '../payment/payment-gateway.ts';

/** A gateway that does what a test says, and keeps its trades in memory. */
export interface ScriptedGateway extends PaymentGateway {
  readonly gateways: PaymentGateways;
  /** Runs before every call to the gateway; a throw or a wait here is the gateway's. */
  before: (call: 'create' | 'query' | 'close', outTradeNo: string) => Promise<void> | void;
  /** Names of the calls so far, with their trade numbers. */
  readonly calls: string[];
  /** The buyer pays; the notice is not delivered. `amountFen` null pays what was asked. */
  pay(outTradeNo: string, paidAt: Date, amountFen?: number | null): PaymentNotice;
}

interface Trade {
  readonly amountFen: number;
  end: 'CLOSED' | PaymentNotice | null;
}

/** Creates a gateway under the name of Alipay, and the set of gateways that has only this one. */
export function createScriptedGateway(timeoutMs = 5_000): ScriptedGateway {
  const trades = new Map<string, Trade>();
  const calls: string[] = [];
  const gateway: ScriptedGateway = {
    provider: 'alipay',
    merchant: 'our-merchant',
    calls,
    before: () => undefined,
    gateways: {
      mode: 'emulated',
      methods: ['alipay', 'wechat'],
      timeoutMs,
      simulator: null,
      forMethod: () => gateway,
      forProvider: (provider) => (provider === 'alipay' ? gateway : null),
    },
    create: async ({ outTradeNo, amountFen }) => {
      calls.push(`create ${outTradeNo}`);
      await gateway.before('create', outTradeNo);
      if (!trades.has(outTradeNo)) trades.set(outTradeNo, { amountFen, end: null });
      return { qrContent: `qr:${outTradeNo}` };
    },
    query: async (outTradeNo): Promise<TradeAnswer> => {
      calls.push(`query ${outTradeNo}`);
      await gateway.before('query', outTradeNo);
      const trade = trades.get(outTradeNo);
      if (!trade) return { state: 'UNKNOWN' };
      if (trade.end === null) return { state: 'UNPAID' };
      return trade.end === 'CLOSED' ? { state: 'CLOSED' } : { state: 'PAID', notice: trade.end };
    },
    close: async (outTradeNo): Promise<CloseAnswer> => {
      calls.push(`close ${outTradeNo}`);
      await gateway.before('close', outTradeNo);
      const trade = trades.get(outTradeNo);
      if (!trade) return 'UNKNOWN';
      trade.end ??= 'CLOSED';
      return trade.end === 'CLOSED' ? 'CLOSED' : 'PAID';
    },
    pay: (outTradeNo, paidAt, amountFen = null) => {
      const trade = trades.get(outTradeNo);
      if (!trade) throw new Error('nobody can pay a trade that was never opened');
      const notice: PaymentNotice = {
        kind: 'PAID',
        provider: 'alipay',
        merchant: 'our-merchant',
        outTradeNo,
        providerTradeNo: `trade-${outTradeNo}`,
        amountFen: amountFen ?? trade.amountFen,
        paidAt,
        outRefundNo: null,
      };
      trade.end = notice;
      return notice;
    },
    refund: () => Promise.resolve('SUCCEEDED'),
    queryRefund: () => Promise.resolve('UNKNOWN'),
    verifyNotice: () => Promise.resolve({ genuine: false, problem: 'scripted' }),
    replyToNotice: () => ({ status: 200, contentType: 'text/plain', body: 'success' }),
    fetchBill: () => Promise.resolve(null),
  };
  return gateway;
}
