import { theme as antdTheme, type ThemeConfig } from 'antd';
import { PALETTES, type ColorScheme, type Palette } from './palette.ts';

const FONT =
  "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";

/** Our look in antd's words: paper, ink and one green; soft corners, hardly any shadow. */
export function createAntdTheme(scheme: ColorScheme, motion: boolean): ThemeConfig {
  const palette = PALETTES[scheme];
  return {
    algorithm: scheme === 'dark' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    token: {
      colorPrimary: palette.accent,
      colorLink: palette.accent,
      colorLinkHover: palette.accent,
      colorInfo: palette.accent,
      colorSuccess: palette.good,
      colorError: palette.bad,
      colorWarning: palette.credit,
      // What antd would mix from colours as dark as ours is grey.
      colorPrimaryBg: palette.accentWash,
      colorPrimaryBgHover: palette.accentWash,
      colorInfoBg: palette.accentWash,
      colorInfoBorder: outline(palette.accent, palette),
      colorSuccessBg: palette.accentWash,
      colorSuccessBorder: outline(palette.good, palette),
      colorWarningBg: palette.creditWash,
      colorWarningBorder: outline(palette.credit, palette),
      colorErrorBg: palette.badWash,
      colorErrorBorder: outline(palette.bad, palette),
      colorBgBase: palette.surface,
      colorBgLayout: palette.paper,
      colorBgContainer: palette.surface,
      colorBgElevated: scheme === 'dark' ? palette.raised : palette.surface,
      colorTextBase: palette.ink,
      colorText: palette.ink,
      colorTextSecondary: palette.soft,
      colorTextTertiary: palette.soft,
      colorTextDescription: palette.soft,
      colorTextPlaceholder: palette.soft,
      colorBorder: palette.line,
      colorBorderSecondary: palette.line,
      borderRadius: 10,
      controlHeight: 40,
      controlHeightLG: 46,
      fontFamily: FONT,
      fontSize: 15,
      motion,
    },
    components: {
      Button: {
        primaryColor: palette.onAccent,
        dangerColor: palette.onAccent,
        primaryShadow: 'none',
        defaultShadow: 'none',
        fontWeight: 500,
      },
      Table: { headerBg: 'transparent', headerSplitColor: 'transparent' },
      Segmented: { trackBg: scheme === 'dark' ? palette.raised : palette.line, itemColor: palette.ink },
    },
  };
}

/** A line around something of `color`, as quiet as the other lines. */
function outline(color: string, palette: Palette): string {
  return `color-mix(in srgb, ${color} 28%, ${palette.line})`;
}
