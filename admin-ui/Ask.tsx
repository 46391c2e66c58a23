import { Button, Modal } from '@wordpress/components';
import type { ReactNode } from 'react';

interface Props {
  /** "Hold order 1042?" */
  title: string;
  /** What it means when it is done. */
  children: ReactNode;
  /** The word on the button that does it: "Hold". */
  doIt: string;
  leaveIt: string;
  destructive?: boolean;
  busy: boolean;
  onDo(): void;
  onLeave(): void;
}

/** Says what will happen before it does; never "Are you sure?". */
export const Ask = ({ title, children, doIt, leaveIt, destructive = false, busy, onDo, onLeave }: Props) => (
  <Modal title={title} onRequestClose={onLeave} size="medium" className="pickwave-ask">
    {children}
    <div className="pickwave-buttons">
      <Button
        __next40pxDefaultSize
        variant="primary"
        isDestructive={destructive}
        isBusy={busy}
        disabled={busy}
        accessibleWhenDisabled
        onClick={onDo}
      >
        {doIt}
      </Button>
      <Button __next40pxDefaultSize variant="tertiary" onClick={onLeave}>
        {leaveIt}
      </Button>
    </div>
  </Modal>
);
