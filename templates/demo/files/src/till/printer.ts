import { connect } from "node:net";
import type { Sale } from "./sale";
import { receiptText } from "./receipt";
import { printerAddress } from "./settings";

// DEC-16: the common commands, over the network, for any model.
const PORT = 9100;
const INIT = Buffer.from([0x1b, 0x40]);
const CUT = Buffer.from([0x1d, 0x56, 0x00]);
const DRAWER = Buffer.from([0x1b, 0x70, 0x00, 0x19, 0xfa]);

export async function printReceipt(sale: Sale, address = printerAddress()): Promise<void> {
  const text = Buffer.from(receiptText(sale), "latin1");
  await send(address, Buffer.concat([INIT, text, CUT, DRAWER]));
}

export async function testPage(address: string): Promise<void> {
  const text = Buffer.from("ã é ç ñ ü œ\n--------\n", "latin1");
  await send(address, Buffer.concat([INIT, text, CUT, DRAWER]));
}

function send(address: string, bytes: Buffer): Promise<void> {
  return new Promise((done, failed) => {
    const socket = connect(PORT, address, () => socket.end(bytes, () => done()));
    socket.setTimeout(3000, () => socket.destroy(new Error("printer does not answer")));
    socket.on("error", failed);
  });
}
