import { CreateIcon, CreditIcon, MemberIcon } from '../../components/icons.tsx';
import styles from './auth.module.css';
import { Illustration } from './illustration.tsx';
import { useAuthTexts } from './use-auth-texts.ts';

/** What the product is, in one glance. */
export function ProductPromise() {
  const { t } = useAuthTexts();
  return (
    <div className={styles['promise']}>
      <p className={styles['promiseTitle']}>{t('promise.title')}</p>
      <p className={styles['promiseLead']}>{t('promise.lead')}</p>
    </div>
  );
}

/** A work as it might be, and what one may rely on. */
export function ProductPoints() {
  const { t } = useAuthTexts();
  return (
    <div className={styles['points']}>
      <Illustration prompt={t('promise.examplePrompt')} done={t('promise.exampleDone')} />
      <ul>
        <li>
          <CreditIcon size={18} /> {t('promise.costFirst')}
        </li>
        <li>
          <CreateIcon size={18} /> {t('promise.refunded')}
        </li>
        <li>
          <MemberIcon size={18} /> {t('promise.unlimited')}
        </li>
      </ul>
    </div>
  );
}
