import { lazy, Suspense, useRef, useState } from 'react';
import { PersonIcon } from '../../components/icons.tsx';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { useUser } from '../session/session.ts';

const loadMenu = async () => ({ default: (await import('./account-menu.tsx')).AccountMenu });
const AccountMenu = lazy(loadMenu);

/** Opens the account menu, which is loaded when it is first wanted: most visits never do. */
export function AccountButton() {
  const { t } = useCommonTexts();
  const { username } = useUser();
  const ref = useRef<HTMLButtonElement>(null);
  const [isWanted, setWanted] = useState(false);
  const button = (
    <button
      ref={ref}
      type="button"
      className="account-button"
      aria-label={`${t('nav.accountMenu')}: ${username}`}
      aria-haspopup="menu"
      {...(!isWanted && {
        onClick: () => setWanted(true),
        onFocus: () => void loadMenu(),
        onPointerEnter: () => void loadMenu(),
      })}
    >
      <PersonIcon />
    </button>
  );
  if (!isWanted) return button;
  return (
    <Suspense fallback={button}>
      <AccountMenu
        button={button}
        // Whoever was in the menu is back where it hangs; whoever has gone elsewhere stays there.
        onClosed={() =>
          setTimeout(() => {
            const { activeElement } = document;
            if (activeElement === document.body || activeElement?.closest('[role=menu]'))
              ref.current?.focus();
          })
        }
      />
    </Suspense>
  );
}
