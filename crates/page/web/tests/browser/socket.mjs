// A small client of the server's socket for measurements, on Node's own modules: the browser's WebSocket is not in Node 20.

import { createHash, randomBytes } from "node:crypto";
import { connect } from "node:net";

export class WebSocket {
  static open(host) {
    return new Promise((resolve, reject) => {
      const [name, port] = host.split(":");
      const socket = connect(Number(port), name);
      const key = randomBytes(16).toString("base64");
      let head = Buffer.alloc(0);
      const read = (chunk) => {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf("\r\n\r\n");
        if (end < 0) return;
        socket.off("data", read);
        const expected = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
        if (!head.toString("latin1").includes(expected)) reject(new Error("no socket"));
        else resolve(new WebSocket(socket, head.subarray(end + 4)));
      };
      socket.on("data", read);
      socket.on("error", reject);
      socket.write(`GET /ws HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`);
    });
  }

  constructor(socket, rest) {
    this.socket = socket;
    this.buffer = rest;
    this.waiting = null;
    socket.on("data", (chunk) => {
      this.buffer = Buffer.concat([this.buffer, chunk]);
      this.read();
    });
  }

  read() {
    for (;;) {
      if (this.buffer.length < 2) return;
      let length = this.buffer[1] & 0x7f;
      let start = 2;
      if (length === 126) {
        if (this.buffer.length < 4) return;
        length = this.buffer.readUInt16BE(2);
        start = 4;
      } else if (length === 127) {
        if (this.buffer.length < 10) return;
        length = Number(this.buffer.readBigUInt64BE(2));
        start = 10;
      }
      if (this.buffer.length < start + length) return;
      const kind = this.buffer[0] & 0x0f;
      const payload = this.buffer.subarray(start, start + length);
      this.buffer = this.buffer.subarray(start + length);
      if (kind === 1) {
        const answer = JSON.parse(payload.toString("utf8"));
        if (this.waiting !== null && this.waiting.is(answer)) {
          const { resolve } = this.waiting;
          this.waiting = null;
          resolve(answer);
        }
      }
    }
  }

  ask(message, is) {
    const payload = Buffer.from(JSON.stringify(message));
    const mask = randomBytes(4);
    const head = payload.length < 126 ? Buffer.from([0x81, 0x80 | payload.length]) : Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 0xff]);
    const masked = payload.map((byte, place) => byte ^ mask[place % 4]);
    return new Promise((resolve) => {
      this.waiting = { is, resolve };
      this.socket.write(Buffer.concat([head, mask, masked]));
    });
  }

  /** The next answer of a kind, without asking. */
  wait(is) {
    return new Promise((resolve) => {
      this.waiting = { is, resolve };
    });
  }

  close() {
    this.socket.destroy();
  }
}
