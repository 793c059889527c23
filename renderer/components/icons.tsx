import { LineIcon } from './line-icon.tsx';

interface IconProps {
  readonly size?: number;
}

/** The brand. */
export function BrandIcon({ size = 30 }: IconProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 48 48" fill="none" aria-hidden="true" focusable="false">
      <rect width="48" height="48" rx="13" fill="var(--studio-accent)" />
      <path
        d="M33 15.5A12 12 0 1 0 33 32.5"
        stroke="var(--studio-on-accent)"
        strokeWidth="4.5"
        strokeLinecap="round"
      />
      <circle cx="33.5" cy="24" r="3.5" fill="#f2c14e" />
    </svg>
  );
}

/** Making something. */
export function CreateIcon({ size }: IconProps) {
  return (
    <LineIcon size={size}>
      <path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M5.6 18.4l2.1-2.1M16.3 7.7l2.1-2.1" />
      <circle cx="12" cy="12" r="3" />
    </LineIcon>
  );
}

/** Works made. */
export function GalleryIcon({ size }: IconProps) {
  return (
    <LineIcon size={size}>
      <rect x="3" y="4" width="18" height="16" rx="3" />
      <circle cx="9" cy="10" r="1.6" />
      <path d="M4 18l5.5-5 3.5 3 3-2.5L21 17" />
    </LineIcon>
  );
}

/** Credits. */
export function CreditIcon({ size }: IconProps) {
  return (
    <LineIcon size={size}>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M14.8 9.3a4 4 0 1 0 0 5.4" />
    </LineIcon>
  );
}

/** Membership. */
export function MemberIcon({ size }: IconProps) {
  return (
    <LineIcon size={size}>
      <path d="M4 8l4 3.5L12 5l4 6.5L20 8l-1.5 10h-13z" />
    </LineIcon>
  );
}

/** What happened, in order. */
export function HistoryIcon({ size }: IconProps) {
  return (
    <LineIcon size={size}>
      <path d="M5 5h14M5 12h14M5 19h9" />
    </LineIcon>
  );
}

/** Orders. */
export function OrderIcon({ size }: IconProps) {
  return (
    <LineIcon size={size}>
      <path d="M6 3h12v18l-3-2-3 2-3-2-3 2z" />
      <path d="M9.5 8.5h5M9.5 12.5h5" />
    </LineIcon>
  );
}

/** A person. */
export function PersonIcon({ size }: IconProps) {
  return (
    <LineIcon size={size}>
      <circle cx="12" cy="8.5" r="3.7" />
      <path d="M5 20c.6-3.7 3.4-5.5 7-5.5s6.4 1.8 7 5.5" />
    </LineIcon>
  );
}
