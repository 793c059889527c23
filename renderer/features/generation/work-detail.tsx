import { App, Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import type { GenerationView } from '../../../shared/contracts/generation.ts';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { draftFrom } from './draft.ts';
import { OutputActions } from './output-actions.tsx';
import { ReceiptNote } from './receipt-note.tsx';
import { StatusLine } from './status-line.tsx';
import { useCreateMemory } from './use-create-memory.ts';
import { useDeleteWork } from './use-delete-work.ts';
import { useGenerationTexts } from './use-generation-texts.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { WorkEnding } from './work-ending.tsx';
import { WorkFacts } from './work-facts.tsx';
import { WorkOutputs } from './work-outputs.tsx';
import { WorkProgress } from './work-progress.tsx';
import { isUnfinished } from './work-state.ts';
import styles from './work-detail.module.css';

/** Everything about one work: what it is, what was asked for, what it cost, and what can be done with it. */
export function WorkDetail({
  work,
  onViewing,
  onDeleted,
}: {
  readonly work: GenerationView;
  readonly onViewing: (isViewing: boolean) => void;
  readonly onDeleted: () => void;
}) {
  const { t } = useGenerationTexts();
  const region = useKeptFocus<HTMLElement>();
  const navigate = useNavigate();
  const { store } = useCreateMemory();
  const askToDelete = useDeleteWork(work.id, onDeleted);
  const unfinished = isUnfinished(work);
  const [only] = work.outputs;
  const createAgain = (): void => {
    store.replaceDraft(draftFrom(work, store.get().draft));
    void navigate(APP_PATHS.create);
  };
  return (
    <article ref={region} tabIndex={-1} className={styles['detail']}>
      <div className={styles['outputs']}>
        <WorkOutputs work={work} onViewing={onViewing} />
        <WorkEnding work={work} />
      </div>
      <div className={styles['about']}>
        <div className={styles['head']}>
          <StatusLine work={work} />
          <ReceiptNote work={work} />
        </div>
        {unfinished && <WorkProgress work={work} />}
        <Prompt prompt={work.prompt} />
        <WorkFacts work={work} />
        <div className={styles['actions']}>
          {only !== undefined && work.count === 1 && !unfinished && (
            <OutputActions work={work} output={only} />
          )}
          <Button type="primary" onClick={createAgain}>
            {t('detail.createAgain')}
          </Button>
          {!unfinished && (
            <Button danger type="text" onClick={askToDelete}>
              {t('action.delete')}
            </Button>
          )}
        </div>
      </div>
    </article>
  );
}

function Prompt({ prompt }: { readonly prompt: string }) {
  const { t } = useGenerationTexts();
  const { t: common } = useCommonTexts();
  const { message } = App.useApp();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(prompt);
      setIsCopied(true);
    } catch {
      message.error(t('action.copyFailed'));
    }
  };
  return (
    <section>
      <header className={styles['promptHead']}>
        <h2>{t('detail.prompt')}</h2>
        <button type="button" className="plain-button" onClick={() => void copy()}>
          {isCopied ? common('action.copied') : t('detail.copyPrompt')}
        </button>
      </header>
      <p className={styles['prompt']}>{prompt}</p>
    </section>
  );
}
