import { useState } from 'react';
import { LOCALES, type Locale } from '../../../shared/errors.ts';
import { changeLocale } from '../../app/i18n/i18n.ts';
import { getChosenLocale } from '../../app/i18n/locale.ts';
import { THEME_CHOICES, useTheme } from '../../app/theme/theme-provider.tsx';
import { ChoiceCards } from '../../components/choice-cards.tsx';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { AccountSection } from './account-section.tsx';
import styles from './account.module.css';
import { useAccountTexts } from './use-account-texts.ts';

const LOCALE_CHOICES = ['system', ...LOCALES] as const;

/** How the app speaks and looks in this browser. */
export function PreferencesSection() {
  const { t } = useAccountTexts();
  const { t: common } = useCommonTexts();
  const theme = useTheme();
  const [localeChoice, setLocaleChoice] = useState<Locale | 'system'>(() => getChosenLocale() ?? 'system');
  return (
    <AccountSection name="preferences" title={t('preferences.title')} hint={t('preferences.hint')}>
      <div className={styles['choice']}>
        <h3>{t('preferences.language')}</h3>
        <ChoiceCards
          compact
          label={t('preferences.language')}
          value={localeChoice}
          choices={LOCALE_CHOICES.map((value) => {
            const name = common(`language.${value}`);
            return {
              value,
              name,
              content: <span lang={value === 'system' ? undefined : value}>{name}</span>,
            };
          })}
          onChange={(choice) => {
            setLocaleChoice(choice);
            void changeLocale(choice === 'system' ? null : choice);
          }}
        />
      </div>
      <div className={styles['choice']}>
        <h3>{t('preferences.theme')}</h3>
        <ChoiceCards
          compact
          label={t('preferences.theme')}
          value={theme.choice}
          choices={THEME_CHOICES.map((value) => {
            const name = common(`theme.${value}`);
            return { value, name, content: name };
          })}
          onChange={theme.choose}
        />
      </div>
    </AccountSection>
  );
}
