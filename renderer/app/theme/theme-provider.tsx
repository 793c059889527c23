import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US.js';
import zhCN from 'antd/locale/zh_CN.js';
import {
  createContext,
  use,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { STILL_QUERY } from '../../components/prefers-still.ts';
import { readPreference, writePreference } from '../../platform/preferences.ts';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { createAntdTheme } from './create-antd-theme.ts';
import { readNonce } from './mark-styles.ts';
import { PALETTES, type ColorScheme, type Palette } from './palette.ts';

/** What a user can choose; `system` follows the system, also while it changes. */
export type ThemeChoice = ColorScheme | 'system';

/** Every {@link ThemeChoice}, in the order it is offered. */
export const THEME_CHOICES: readonly ThemeChoice[] = ['system', 'light', 'dark'];

interface ThemeState {
  readonly choice: ThemeChoice;
  readonly scheme: ColorScheme;
  readonly palette: Palette;
  readonly choose: (choice: ThemeChoice) => void;
}

const ThemeContext = createContext<ThemeState | null>(null);

/** How the page is drawn now, and how to change it. */
export function useTheme(): ThemeState {
  const state = use(ThemeContext);
  if (state === null) throw new Error('useTheme is used outside of ThemeProvider');
  return state;
}

/** Draws everything inside in the chosen theme and language, its styles under the page's nonce. */
export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const { locale } = useCommonTexts();
  const [choice, setChoice] = useState<ThemeChoice>(readThemeChoice);
  const prefersDark = useMedia('(prefers-color-scheme: dark)');
  const prefersStill = useMedia(STILL_QUERY);
  const scheme: ColorScheme = choice === 'system' ? (prefersDark ? 'dark' : 'light') : choice;

  useEffect(() => markDocument(choice, scheme), [choice, scheme]);
  const state = useMemo(
    () => ({
      choice,
      scheme,
      palette: PALETTES[scheme],
      choose: (next: ThemeChoice) => {
        writePreference('theme', next === 'system' ? null : next);
        setChoice(next);
      },
    }),
    [choice, scheme],
  );
  const theme = useMemo(() => createAntdTheme(scheme, !prefersStill), [scheme, prefersStill]);
  return (
    <ThemeContext value={state}>
      <ConfigProvider
        theme={theme}
        locale={locale === 'zh-CN' ? zhCN : enUS}
        csp={{ nonce: readNonce() }}
        wave={{ disabled: true }}
        button={{ autoInsertSpace: false }}
      >
        {children}
      </ConfigProvider>
    </ThemeContext>
  );
}

function readThemeChoice(): ThemeChoice {
  const stored = readPreference('theme');
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

function markDocument(choice: ThemeChoice, scheme: ColorScheme): void {
  const root = document.documentElement;
  root.dataset['theme'] = choice === 'system' ? '' : choice;
  root.dataset['scheme'] = scheme;
  for (const [name, color] of Object.entries(PALETTES[scheme])) {
    root.style.setProperty(
      `--studio-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      String(color),
    );
  }
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const media = matchMedia(query);
      media.addEventListener('change', onChange);
      return () => media.removeEventListener('change', onChange);
    },
    () => matchMedia(query).matches,
  );
}
