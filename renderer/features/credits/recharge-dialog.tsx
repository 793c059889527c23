import { Modal } from 'antd';
import { useReturnFocus } from '../../components/use-return-focus.ts';
import { RechargeDialogContent } from './recharge-dialog-content.tsx';
import { useRechargeTexts } from './use-recharge-texts.ts';

/** What {@link RechargeDialog} needs to know. */
export interface RechargeDialogProps {
  readonly open: boolean;
  /** Credits that are needed. */
  readonly required: number;
  /** Credits there were when they did not suffice; the dialog follows the balance from there. */
  readonly available: number;
  readonly onClose: () => void;
  /** Called once when the balance suffices, by whatever way it came to. */
  readonly onCredited: () => void;
}

/** A small recharge without leaving what one is doing: package, payment, and back to it as soon as there is enough. */
export function RechargeDialog({ open, onClose, ...props }: RechargeDialogProps) {
  const { t } = useRechargeTexts();
  // Whoever shows it takes it away at once, before it could give the focus back itself.
  useReturnFocus();
  return (
    <Modal
      open={open}
      title={t('dialog.title')}
      footer={null}
      width={720}
      // A press beside the dialog must not lose sight of a payment.
      mask={{ closable: false }}
      destroyOnHidden
      onCancel={onClose}
    >
      <RechargeDialogContent {...props} />
    </Modal>
  );
}
