import { trpc } from '../../app/api/trpc.ts';
import { formatCredits } from '../../components/format.ts';
import { forecastCost } from './forecast-cost.ts';
import { useGenerationTexts } from './use-generation-texts.ts';

/** What `count` outputs will cost the signed-in user, in words: "10 credits", or "free with membership". */
export function useCostText(count: number): string {
  const { t, locale } = useGenerationTexts();
  const { data: overview } = trpc.statistics.overview.useQuery();
  const { credits, isCovered } = forecastCost(count, overview);
  return isCovered ? t('cost.free') : t('cost.credits', { credits: formatCredits(credits, locale) });
}
