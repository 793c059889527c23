import type { ImageSize } from '../../../shared/contracts/generation.ts';
import { LineIcon } from '../../components/line-icon.tsx';

const SHAPES: Readonly<Record<ImageSize, readonly [width: number, height: number]>> = {
  square: [15, 15],
  landscape: [19, 12],
  portrait: [12, 19],
};

/** The outline of a format. */
export function SizeIcon({ size }: { readonly size: ImageSize }) {
  const [width, height] = SHAPES[size];
  return (
    <LineIcon size={18}>
      <rect x={12 - width / 2} y={12 - height / 2} width={width} height={height} rx="2.5" />
    </LineIcon>
  );
}

/** A text. */
export function TextIcon({ size = 18 }: { readonly size?: number }) {
  return (
    <LineIcon size={size}>
      <path d="M5 6h14M5 11h14M5 16h9" />
    </LineIcon>
  );
}

/** Saving. */
export function SaveIcon() {
  return (
    <LineIcon size={18}>
      <path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14" />
    </LineIcon>
  );
}

/** Copying. */
export function CopyIcon() {
  return (
    <LineIcon size={18}>
      <rect x="9" y="9" width="11" height="11" rx="2.5" />
      <path d="M15 9V6.5A2.5 2.5 0 0 0 12.5 4h-6A2.5 2.5 0 0 0 4 6.5v6A2.5 2.5 0 0 0 6.5 15H9" />
    </LineIcon>
  );
}

/** Once more. */
export function AgainIcon() {
  return (
    <LineIcon size={18}>
      <path d="M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 4v4.5H15" />
    </LineIcon>
  );
}

/** Back to the left, or with `to="next"` on to the right. */
export function StepIcon({ to }: { readonly to: 'previous' | 'next' }) {
  return (
    <LineIcon size={22}>{to === 'next' ? <path d="M9 5l7 7-7 7" /> : <path d="M15 5l-7 7 7 7" />}</LineIcon>
  );
}

/** Something that did not work out. */
export function FailedIcon({ size = 22 }: { readonly size?: number }) {
  return (
    <LineIcon size={size}>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7.8v5M12 16.2v.1" />
    </LineIcon>
  );
}

/** Something that was stopped. */
export function StoppedIcon({ size = 22 }: { readonly size?: number }) {
  return (
    <LineIcon size={size}>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M8.5 12h7" />
    </LineIcon>
  );
}
