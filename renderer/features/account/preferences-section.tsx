import { Radio } from 'antd';
import { useState } from 'react';
import { LOCALES, type Locale } from '../../../shared/errors.ts';
import { changeLocale } from '../../app/i18n/i18n.ts';
import { getChosenLocale } from '../../app/i18n/locale.ts';
import { useTheme, type ThemeChoice } from '../../app/theme/theme-provider.tsx';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { AccountSection } from './account-section.tsx';
import styles from './account.module.css';
import { useAccountTexts } from './use-account-texts.ts';

const THEMES: readonly ThemeChoice[] = ['system', 'light', 'dark'];
const LANGUAGES: readonly (Locale | 'system')[] = ['system', ...LOCALES];

/** Language and theme of this browser. */
export function PreferencesSection() {
  const { t } = useAccountTexts();
  const { t: common } = useCommonTexts();
  const { choice, choose } = useTheme();
  const [language, setLanguage] = useState<Locale | 'system'>(() => getChosenLocale() ?? 'system');
  return (
    <AccountSection name="preferences" title={t('preferences.title')}>
      <div className={styles['choice']}>
        <span id="preferred-language">{t('preferences.language')}</span>
        <Radio.Group
          name="language"
          aria-labelledby="preferred-language"
          value={language}
          onChange={({ target }) => {
            const next = target.value as Locale | 'system';
            setLanguage(next);
            void changeLocale(next === 'system' ? null : next);
          }}
          options={LANGUAGES.map((value) => ({ value, label: common(`language.${value}`) }))}
        />
      </div>
      <div className={styles['choice']}>
        <span id="preferred-theme">{t('preferences.theme')}</span>
        <Radio.Group
          name="theme"
          aria-labelledby="preferred-theme"
          value={choice}
          onChange={({ target }) => choose(target.value as ThemeChoice)}
          options={THEMES.map((value) => ({ value, label: common(`theme.${value}`) }))}
        />
      </div>
    </AccountSection>
  );
}
