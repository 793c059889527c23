import { Link } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import { formatCredits } from '../../components/format.ts';
import { CreditIcon } from '../../components/icons.tsx';
import { isPractice } from '../../platform/desktop.ts';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { trpc } from '../api/trpc.ts';

/** The current balance, true at every moment; one press to recharge. */
export function BalanceLink() {
  const { t, locale } = useCommonTexts();
  const { data, isError } = trpc.statistics.overview.useQuery();
  const credits = data === undefined ? null : formatCredits(data.credits, locale);
  const label =
    credits === null
      ? t(isError ? 'header.balanceUnknown' : 'action.loading')
      : t(isPractice() ? 'header.practiceBalanceHint' : 'header.balanceHint', { credits });
  return (
    <Link to={APP_PATHS.recharge} className="balance-link" aria-label={label} title={label}>
      <CreditIcon size={18} />
      <span data-testid="balance">{credits ?? (isError ? '?' : '…')}</span>
    </Link>
  );
}
