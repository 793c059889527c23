import { Button } from 'antd';
import { useState } from 'react';
import { formatDate } from '../../components/format.ts';
import { addressToKeep } from '../../platform/desktop.ts';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import styles from './auth.module.css';
import { saveTextFile } from './save-text-file.ts';
import { useAuthTexts } from './use-auth-texts.ts';

/** Recovery codes, the one time they are shown: to copy, to keep as a file, to print. */
export function RecoveryCodes({
  username,
  codes,
}: {
  readonly username: string;
  readonly codes: readonly string[];
}) {
  const { t, locale } = useAuthTexts();
  const { t: common } = useCommonTexts();
  const [isCopied, setCopied] = useState(false);
  const [madeAt] = useState(() => new Date());

  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(codes.join('\n'));
      setCopied(true);
    } catch {
      // A browser that does not let pages copy still shows them, and they can be selected.
      setCopied(false);
    }
  };
  const download = (): void => {
    const lines = [
      t('codes.fileTitle', { product: common('productName') }),
      t('codes.fileAccount', { username }),
      t('codes.fileDate', { date: formatDate(madeAt, locale) }),
      '',
      ...codes,
      '',
      t('codes.fileUse', { address: addressToKeep(APP_PATHS.recover) }),
    ];
    saveTextFile(`creator-studio-recovery-codes-${username}.txt`, lines);
  };

  return (
    <div className={styles['codes']}>
      <ol className={styles['codeList']} aria-label={t('codes.label')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={styles['codeActions']}>
        <Button onClick={() => void copy()}>{common(isCopied ? 'action.copied' : 'action.copy')}</Button>
        <Button onClick={download}>{t('codes.download')}</Button>
        <Button onClick={() => print()}>{t('codes.print')}</Button>
        <span className="visually-hidden" role="status">
          {isCopied && common('action.copied')}
        </span>
      </div>
    </div>
  );
}
