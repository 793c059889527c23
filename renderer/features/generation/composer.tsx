import { Button } from 'antd';
import { useId, useRef, useState, type KeyboardEvent, type SubmitEvent } from 'react';
import { PROMPT_MAX_LENGTH } from '../../../shared/contracts/generation.ts';
import type { OverviewView } from '../../../shared/contracts/statistics.ts';
import { ComposerSettings, KindChoice } from './composer-settings.tsx';
import { CostNote } from './cost-note.tsx';
import { readRequest, readSeed, type Draft, type StartRequest } from './draft.ts';
import { forecastCost } from './forecast-cost.ts';
import { PromptExamples, useIsExample } from './prompt-examples.tsx';
import { useGenerationTexts } from './use-generation-texts.ts';
import styles from './composer.module.css';

/** How full a prompt must be before its length is worth a word. */
const LENGTH_SHOWN_FROM = 0.8;

/** Where a work begins: what it should be, in which form, at which cost. */
export function Composer({
  draft,
  canRestore,
  overview,
  isSending,
  onChange,
  onReplace,
  onRestore,
  onStart,
}: {
  readonly draft: Draft;
  /** Whether something written before can be brought back. */
  readonly canRestore: boolean;
  readonly overview: OverviewView | undefined;
  readonly isSending: boolean;
  readonly onChange: (change: Partial<Draft>) => void;
  readonly onReplace: (draft: Draft) => void;
  readonly onRestore: () => void;
  readonly onStart: (request: StartRequest) => void;
}) {
  const { t } = useGenerationTexts();
  const ids = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [wasPressed, setWasPressed] = useState(false);
  const isExample = useIsExample();
  const problem = readProblem(draft);
  const request = readRequest(draft);
  const length = request.prompt.length;
  const isLong = length > PROMPT_MAX_LENGTH * LENGTH_SHOWN_FROM;
  const shownProblem = wasPressed || problem === 'promptTooLong' ? problem : null;

  const submit = (): void => {
    setWasPressed(problem !== null);
    if (problem === null) onStart(request);
    else if (problem !== 'seedInvalid') field.current?.focus();
  };
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    submit();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };

  return (
    <form
      className={`card ${styles['composer'] ?? ''}`}
      aria-label={t('composer.label')}
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
      noValidate
    >
      <KindChoice kind={draft.kind} onChange={(kind) => onChange({ kind })} />
      <div className={styles['prompt']}>
        <label htmlFor={`${ids}prompt`}>{t('composer.prompt')}</label>
        <textarea
          id={`${ids}prompt`}
          ref={field}
          value={draft.prompt}
          placeholder={t(draft.kind === 'TEXT' ? 'composer.placeholderText' : 'composer.placeholder')}
          aria-invalid={shownProblem !== null && shownProblem !== 'seedInvalid'}
          aria-describedby={`${ids}problem`}
          onChange={({ target }) => onChange({ prompt: target.value })}
        />
        <p id={`${ids}problem`} className={styles['problem']} role="alert">
          {shownProblem === 'promptEmpty' && t('composer.promptEmpty')}
          {shownProblem === 'promptTooLong' && t('composer.promptTooLong', { limit: PROMPT_MAX_LENGTH })}
        </p>
        {isLong && (
          <p className={`${styles['length'] ?? ''} numbers`}>
            {t('composer.length', { length, limit: PROMPT_MAX_LENGTH })}
          </p>
        )}
        <PromptExamples
          kind={draft.kind}
          canRestore={canRestore}
          onRestore={() => {
            onRestore();
            field.current?.focus();
          }}
          onPick={(prompt) => {
            if (isExample(draft.prompt)) onChange({ prompt });
            else onReplace({ ...draft, prompt });
            field.current?.focus();
          }}
        />
      </div>
      <ComposerSettings draft={draft} onChange={onChange} />
      <div className={styles['submit']}>
        <CostNote id={`${ids}cost`} count={request.count} forecast={forecastCost(request.count, overview)} />
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          block
          loading={isSending}
          aria-describedby={`${ids}cost`}
        >
          {t(isSending ? 'composer.submitting' : 'composer.submit')}
        </Button>
        <p className={styles['shortcut']}>{t('composer.shortcut', { keys: shortcutKeys() })}</p>
      </div>
    </form>
  );
}

type Problem = 'promptEmpty' | 'promptTooLong' | 'seedInvalid';

function readProblem(draft: Draft): Problem | null {
  const { length } = draft.prompt.trim();
  if (length === 0) return 'promptEmpty';
  if (length > PROMPT_MAX_LENGTH) return 'promptTooLong';
  return readSeed(draft.seed) === undefined ? 'seedInvalid' : null;
}

function shortcutKeys(): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ + Enter' : 'Ctrl + Enter';
}
