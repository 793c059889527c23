import { NavLink } from 'react-router';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { NAVIGATION_ITEMS } from './navigation-items.tsx';

/** The pages used most, under the thumb; only on narrow windows. */
export function TabBar() {
  const { t } = useCommonTexts();
  return (
    <nav className="tab-bar" aria-label={t('nav.main')}>
      {NAVIGATION_ITEMS.slice(0, 5).map(({ path, text, icon }) => (
        <NavLink key={path} to={path}>
          {icon}
          <span>{t(`nav.${text}`)}</span>
        </NavLink>
      ))}
    </nav>
  );
}
