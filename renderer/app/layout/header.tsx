import { Link, NavLink } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import { BrandIcon } from '../../components/icons.tsx';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { AccountButton } from './account-button.tsx';
import { BalanceLink } from './balance-link.tsx';
import { MembershipLink } from './membership-link.tsx';
import { NAVIGATION_ITEMS } from './navigation-items.tsx';

/** The head of every page of a signed-in user: where one is, what one has, and one press to more of it. */
export function Header() {
  const { t } = useCommonTexts();
  return (
    <header className="app-header">
      <div className="app-header-row">
        <Link to={APP_PATHS.create} className="brand" aria-label={t('productName')}>
          <BrandIcon />
          <span className="brand-name">{t('productName')}</span>
        </Link>
        <nav className="header-nav" aria-label={t('nav.main')}>
          {NAVIGATION_ITEMS.filter(({ text }) => text !== 'account').map(({ path, text }) => (
            <NavLink key={path} to={path}>
              {t(`nav.${text}`)}
            </NavLink>
          ))}
        </nav>
        <div className="header-state">
          <MembershipLink />
          <BalanceLink />
          <AccountButton />
        </div>
      </div>
    </header>
  );
}
