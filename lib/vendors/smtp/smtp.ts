import { createTransport, type Transporter } from "nodemailer";

export interface Message {
  to: string;
  subject: string;
  text: string;
}

/** What goes over the wire: the text, and the same as HTML. */
export interface FormattedMessage extends Message {
  html: string;
}

const SEND_TIMEOUT_MS = 20_000;
const transports = new Map<string, Transporter>();

/** Sends one message through an SMTP server; rejects when the server does not take it. */
export async function sendBySmtp(url: string, from: string, message: FormattedMessage): Promise<void> {
  let transport = transports.get(url);
  if (transport === undefined) {
    transport = createTransport({
      url,
      connectionTimeout: SEND_TIMEOUT_MS,
      greetingTimeout: SEND_TIMEOUT_MS,
      socketTimeout: SEND_TIMEOUT_MS,
    });
    transports.set(url, transport);
  }
  await transport.sendMail({ from, ...message });
}
