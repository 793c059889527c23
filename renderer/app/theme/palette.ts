/** Whether the page is drawn on light or dark paper. */
export type ColorScheme = 'light' | 'dark';

/** Colours of ours that antd has no token for; also CSS variables, `--studio-<name>`. */
export interface Palette {
  readonly paper: string;
  readonly surface: string;
  readonly raised: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly accent: string;
  readonly accentWash: string;
  readonly onAccent: string;
  /** Credits are always this colour. */
  readonly credit: string;
  readonly creditWash: string;
  readonly good: string;
  readonly bad: string;
  readonly badWash: string;
}

/** Every text colour here has a contrast of at least 4.5 to paper, surface and its own wash (WCAG 2.2, 1.4.3). */
export const PALETTES: Readonly<Record<ColorScheme, Palette>> = {
  light: {
    paper: '#f7f6f2',
    surface: '#ffffff',
    raised: '#fbfaf8',
    ink: '#1e2522',
    soft: '#59625d',
    line: '#e3e1da',
    accent: '#1b6b5a',
    accentWash: '#e4f0ec',
    onAccent: '#ffffff',
    credit: '#8a5a00',
    creditWash: '#fbf0d9',
    good: '#1a7045',
    bad: '#b3372f',
    badWash: '#fbebe8',
  },
  dark: {
    paper: '#121513',
    surface: '#1a1e1c',
    raised: '#212623',
    ink: '#e9ece9',
    soft: '#a3aca7',
    line: '#333a36',
    accent: '#5cc4a8',
    accentWash: '#1c332c',
    onAccent: '#0d1512',
    credit: '#eebb5b',
    creditWash: '#362b14',
    good: '#6fcf97',
    bad: '#f0938b',
    badWash: '#3a2320',
  },
};
