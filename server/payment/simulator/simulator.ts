import type { PaymentGateway, RawNotice } from '../payment-gateway.ts';

/** A gateway that is paid by a call instead of by a person with a phone. */
export interface Simulator extends PaymentGateway {
  /**
   * Pays the trade and gives the notice a gateway would now send; a trade already paid gives the same notice again.
   * Null when there is no such trade, or it has been closed.
   */
  pay(outTradeNo: string, paidAt: Date): Promise<RawNotice | null>;
}
