import { z } from 'zod';
import { integerIdSchema } from './common.ts';

/** The plans of the guide. */
export const MEMBERSHIP_TYPES = ['MONTHLY', 'QUARTERLY', 'YEARLY'] as const;
export type MembershipType = (typeof MEMBERSHIP_TYPES)[number];

/** Plan names as the guide words them. */
export const MEMBERSHIP_NAMES: Record<MembershipType, { 'zh-CN': string; en: string }> = {
  MONTHLY: { 'zh-CN': '月度会员', en: 'Monthly membership' },
  QUARTERLY: { 'zh-CN': '季度会员', en: 'Quarterly membership' },
  YEARLY: { 'zh-CN': '年度会员', en: 'Yearly membership' },
};

/** A membership plan on sale. */
export interface MembershipPriceView {
  id: number;
  membershipType: MembershipType;
  durationDays: number;
  priceFen: number;
  originalPriceFen: number;
  isActive: boolean;
  sortOrder: number;
}

/** Whether a user is a member now, and until when. */
export interface MembershipStateView {
  isMember: boolean;
  /** End of the last of the periods that follow now without a gap; null when no period covers now. */
  memberExpiredAt: Date | null;
}

/** What buying a plan would do; `exact` only while a period runs, otherwise the days count from payment. */
export interface MembershipPreviewView {
  currentEnd: Date | null;
  newEndIfPaidNow: Date;
  exact: boolean;
}

/** Names the plan whose effect is asked for. */
export const previewMembershipInput = z.strictObject({ priceId: integerIdSchema });
export type PreviewMembershipInput = z.infer<typeof previewMembershipInput>;
