import { QRCode } from 'antd';

/** A QR code, dark on white in every theme, because not every scanner reads the inverse. */
export function PaymentQr({ content, label }: { readonly content: string; readonly label: string }) {
  return (
    <QRCode
      value={content}
      type="canvas"
      size={196}
      bordered={false}
      color="#111614"
      bgColor="#ffffff"
      role="img"
      aria-label={label}
    />
  );
}
