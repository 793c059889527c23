import { Modal } from 'antd';
import type { OverviewView } from '../../../shared/contracts/statistics.ts';
import { useReturnFocus } from '../../components/use-return-focus.ts';
import { DeletionForm } from './deletion-form.tsx';
import { useAccountTexts } from './use-account-texts.ts';

/** Asks once more before the account is deleted. */
export function DeletionDialog({
  overview,
  onClose,
}: {
  readonly overview: OverviewView;
  readonly onClose: () => void;
}) {
  const { t } = useAccountTexts();
  // Whoever shows it takes it away at once, before it could give the focus back itself.
  useReturnFocus();
  return (
    <Modal open title={t('deletion.dialogTitle')} footer={null} onCancel={onClose} destroyOnHidden>
      <DeletionForm overview={overview} />
    </Modal>
  );
}
