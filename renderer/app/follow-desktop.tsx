import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { findDesktop } from '../platform/desktop.ts';
import { adoptPreference } from '../platform/preferences.ts';
import { changeLocale } from './i18n/i18n.ts';
import { useTheme } from './theme/theme-provider.tsx';

/** Goes where the desktop shell is asked to go, and takes over what is chosen in its menus and settings. */
export function FollowDesktop() {
  const navigate = useNavigate();
  const { choose } = useTheme();
  useEffect(() => findDesktop()?.onNavigate((address) => void navigate(address)), [navigate]);
  useEffect(
    () =>
      findDesktop()?.state.onChange(({ settings: { locale, theme } }) => {
        if (adoptPreference('locale', locale)) void changeLocale(locale);
        if (adoptPreference('theme', theme === 'system' ? null : theme)) choose(theme);
      }),
    [choose],
  );
  return null;
}
