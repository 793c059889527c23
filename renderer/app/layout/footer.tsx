import { Link } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import { useCommonTexts } from '../../locales/use-common-texts.ts';

/** What one may want to read about the product. */
export function Footer() {
  const { t } = useCommonTexts();
  return (
    <footer className="app-footer">
      <Link to={APP_PATHS.terms}>{t('nav.terms')}</Link>
      <Link to={APP_PATHS.privacy}>{t('nav.privacy')}</Link>
      <Link to={APP_PATHS.refunds}>{t('nav.refunds')}</Link>
    </footer>
  );
}
