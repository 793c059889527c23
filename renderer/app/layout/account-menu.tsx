import { Dropdown } from 'antd';
import { useState, type ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import { LOCALES } from '../../../shared/errors.ts';
import { findDesktop } from '../../platform/desktop.ts';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { changeLocale } from '../i18n/i18n.ts';
import { getChosenLocale } from '../i18n/locale.ts';
import { useUser } from '../session/session.ts';
import { useSignOut } from '../session/use-sign-out.ts';
import { THEME_CHOICES, useTheme } from '../theme/theme-provider.tsx';

const LOCALE_CHOICES = ['system', ...LOCALES] as const;

/** Who is signed in, their pages, language and theme, and the way out; hangs on `button`, and is open when it comes. */
export function AccountMenu({
  button,
  onClosed,
}: {
  readonly button: ReactElement;
  readonly onClosed: () => void;
}) {
  const { t } = useCommonTexts();
  const { username, hasPassword } = useUser();
  const desktop = findDesktop();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const theme = useTheme();
  const [isOpen, setOpen] = useState(true);
  return (
    <Dropdown
      open={isOpen}
      onOpenChange={(open) => {
        setOpen(open);
        if (!open) onClosed();
      }}
      autoFocus
      trigger={['click']}
      placement="bottomRight"
      menu={{
        selectable: true,
        selectedKeys: [`theme:${theme.choice}`, `locale:${getChosenLocale() ?? 'system'}`],
        items: [
          { type: 'group', label: username, children: [] },
          { key: 'account', label: t('nav.account'), onClick: () => void navigate(APP_PATHS.account) },
          {
            key: 'transactions',
            label: t('nav.transactions'),
            onClick: () => void navigate(APP_PATHS.transactions),
          },
          { key: 'orders', label: t('nav.orders'), onClick: () => void navigate(APP_PATHS.orders) },
          { type: 'divider' },
          {
            key: 'theme',
            label: t('nav.theme'),
            children: THEME_CHOICES.map((choice) => ({
              key: `theme:${choice}`,
              label: t(`theme.${choice}`),
              onClick: () => theme.choose(choice),
            })),
          },
          {
            key: 'locale',
            label: t('nav.language'),
            children: LOCALE_CHOICES.map((choice) => ({
              key: `locale:${choice}`,
              label: t(`language.${choice}`),
              onClick: () => void changeLocale(choice === 'system' ? null : choice),
            })),
          },
          ...(desktop === null
            ? []
            : [{ key: 'app', label: t('nav.appSettings'), onClick: () => void desktop.openSettings() }]),
          // Whoever has no password could not come back.
          ...(hasPassword
            ? [
                { type: 'divider' as const },
                { key: 'sign-out', label: t('nav.signOut'), onClick: () => void signOut() },
              ]
            : []),
        ],
      }}
    >
      {button}
    </Dropdown>
  );
}
