import QRCode from "qrcode";

/** A QR code as the address of a picture: dark on light in either theme, because cameras want it so. */
export async function drawQrCode(text: string): Promise<string> {
  const svg = await QRCode.toString(text, { type: "svg", margin: 2, errorCorrectionLevel: "M" });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
}
