/** What the header shows. */
export interface OverviewView {
  /** What one image or one text costs whoever is no member. */
  creditsPerOutput: number;
  /** Available credits: neither expired nor held. */
  credits: number;
  isMember: boolean;
  memberExpiredAt: Date | null;
}

/** Credits moved on one day; all positive. */
export interface DailyCreditsView {
  /** A day of the business time zone, `yyyy-mm-dd`. */
  date: string;
  recharged: number;
  rewarded: number;
  consumed: number;
  refunded: number;
}

/** Totals are positive. */
export interface CreditStatisticsView {
  credits: number;
  totalRecharged: number;
  totalRewarded: number;
  totalConsumed: number;
  totalRefunded: number;
  totalExpired: number;
  totalReversed: number;
  /** Paid for credits, less refunds. */
  totalSpentFen: number;
  generationCount: number;
  /** The last 30 business days, oldest first, empty ones included. */
  daily: DailyCreditsView[];
}

/** What membership has been and has saved. */
export interface MembershipStatisticsView {
  isMember: boolean;
  memberExpiredAt: Date | null;
  /** Rounded up. */
  remainingDays: number;
  /** PAID, REFUNDING and REFUNDED ones. */
  totalOrders: number;
  /** Less refunds. */
  totalSpentFen: number;
  totalDaysPurchased: number;
  memberGenerations: number;
  /** What the member's generations would have cost. */
  creditsSaved: number;
}
