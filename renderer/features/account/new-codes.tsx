import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useUser } from '../../app/session/session.ts';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import styles from './account.module.css';
import { saveText } from './save-text.ts';
import { useAccountTexts } from './use-account-texts.ts';

/** New recovery codes, shown this once: to copy or to save as a file. */
export function NewCodes({
  codes,
  onSaved,
}: {
  readonly codes: readonly string[];
  readonly onSaved: () => void;
}) {
  const { t } = useAccountTexts();
  const { t: common } = useCommonTexts();
  const { username } = useUser();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const title = t('codes.fileTitle', { product: common('productName'), username });
  return (
    <div className={styles['codes']}>
      <h3 ref={heading} tabIndex={-1}>
        {t('codes.newTitle')}
      </h3>
      <p>{t('codes.newHint')}</p>
      <ol>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={styles['actions']}>
        <Button onClick={() => void navigator.clipboard.writeText(codes.join('\n'))}>
          {common('action.copy')}
        </Button>
        <Button onClick={() => saveText(`${title}.txt`, [title, '', ...codes, ''].join('\n'))}>
          {t('codes.download')}
        </Button>
        <Button type="primary" onClick={onSaved}>
          {t('codes.saved')}
        </Button>
      </div>
    </div>
  );
}
