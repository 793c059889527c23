import { trpc } from '../../app/api/trpc.ts';

/** Credits that one image or one text costs unless a server says otherwise (domain.md, "Generation"). */
export const USUAL_CREDITS_PER_OUTPUT = 10;

/** Credits that one image or one text costs on this server; the usual price until it has answered. */
export function useCreditsPerOutput(): number {
  return trpc.statistics.overview.useQuery().data?.creditsPerOutput ?? USUAL_CREDITS_PER_OUTPUT;
}
