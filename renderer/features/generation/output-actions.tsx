import { App, Button } from 'antd';
import { useEffect, useState } from 'react';
import type { GenerationOutputView, GenerationView } from '../../../shared/contracts/generation.ts';
import { canCopy, copyOutput } from './copy-output.ts';
import { saveOutput } from './save-output.ts';
import { useGenerationTexts } from './use-generation-texts.ts';
import { workFileName } from './work-file-name.ts';
import { CopyIcon, SaveIcon } from './work-icons.tsx';
import styles from './work-actions.module.css';

const COPIED_MS = 2_000;

/** Saving and copying one output. `isNumbered` where there are several: then only icons, whose names say which. */
export function OutputActions({
  work,
  output,
  isNumbered = false,
}: {
  readonly work: GenerationView;
  readonly output: GenerationOutputView;
  readonly isNumbered?: boolean;
}) {
  const { t } = useGenerationTexts();
  const { message } = App.useApp();
  const [isSaving, setIsSaving] = useState(false);
  const [isCopied, setIsCopied] = useState(false);
  const number = output.index + 1;

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);

  const save = async (): Promise<void> => {
    setIsSaving(true);
    try {
      await saveOutput(output, workFileName(work, output));
    } catch {
      message.error(t('action.saveFailed'));
    } finally {
      setIsSaving(false);
    }
  };
  const copy = async (): Promise<void> => {
    try {
      await copyOutput(output);
      setIsCopied(true);
    } catch {
      message.error(t('action.copyFailed'));
    }
  };

  const type = isNumbered ? 'text' : 'default';
  return (
    <div className={styles['actions']}>
      <Button
        type={type}
        icon={<SaveIcon />}
        loading={isSaving}
        aria-label={isNumbered ? t('action.saveNumber', { number }) : undefined}
        onClick={() => void save()}
      >
        {!isNumbered && t('action.save')}
      </Button>
      {canCopy(output) && (
        <Button
          type={type}
          icon={<CopyIcon />}
          aria-label={isNumbered ? t('action.copyNumber', { number }) : undefined}
          onClick={() => void copy()}
        >
          {isNumbered ? (
            isCopied && t('action.copied')
          ) : (
            <span className={styles['words']}>
              <span data-shown={!isCopied}>{t('action.copy')}</span>
              <span data-shown={isCopied}>{t('action.copied')}</span>
            </span>
          )}
        </Button>
      )}
      <span className="visually-hidden" role="status">
        {isCopied && t('action.copied')}
      </span>
    </div>
  );
}
