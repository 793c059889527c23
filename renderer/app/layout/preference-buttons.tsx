import { LOCALES } from '../../../shared/errors.ts';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { changeLocale } from '../i18n/i18n.ts';
import { useTheme } from '../theme/theme-provider.tsx';

/** One press to the other language, one to the other theme; for pages without an account menu. */
export function PreferenceButtons() {
  const { t, locale } = useCommonTexts();
  const { scheme, choose } = useTheme();
  const otherLocale = LOCALES.find((candidate) => candidate !== locale) ?? locale;
  const otherScheme = scheme === 'dark' ? 'light' : 'dark';
  return (
    <div className="preference-buttons">
      <button
        type="button"
        className="plain-button"
        lang={otherLocale}
        onClick={() => void changeLocale(otherLocale)}
      >
        {t(`language.${otherLocale}`)}
      </button>
      <button type="button" className="plain-button" onClick={() => choose(otherScheme)}>
        {t(`theme.${otherScheme}`)}
      </button>
    </div>
  );
}
