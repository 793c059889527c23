import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import styles from './order-number.module.css';
import { useOrdersTexts } from './use-orders-texts.ts';

const SHOWN_MS = 2_000;

/** An order's number, to be copied by one press. */
export function OrderNumber({ orderNo }: { readonly orderNo: string }) {
  const { t } = useOrdersTexts();
  const { t: common } = useCommonTexts();
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);

  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(orderNo);
      setIsCopied(true);
    } catch {
      // The number can be marked and copied by hand all the same.
    }
  };
  return (
    <span className={styles['number']}>
      <code>{orderNo}</code>
      <Button type="link" size="small" aria-label={t('pay.copyOrderNo')} onClick={() => void copy()}>
        {common(isCopied ? 'action.copied' : 'action.copy')}
      </Button>
      <span className="visually-hidden" role="status">
        {isCopied ? common('action.copied') : ''}
      </span>
    </span>
  );
}
