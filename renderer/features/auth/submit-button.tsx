import { Button } from 'antd';
import type { ReactNode } from 'react';

/** Sends a form. It keeps the focus while it cannot be pressed: nobody should be thrown back to the top. */
export function SubmitButton({
  isPending,
  isWaiting = false,
  danger = false,
  children,
}: {
  readonly isPending: boolean;
  /** A limit has to pass first. */
  readonly isWaiting?: boolean;
  readonly danger?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Button
      type="primary"
      size="large"
      htmlType="submit"
      block
      danger={danger}
      loading={isPending}
      aria-disabled={isWaiting || undefined}
      style={isWaiting ? { opacity: 0.6 } : undefined}
    >
      {children}
    </Button>
  );
}
