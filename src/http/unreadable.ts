import type { Duplex } from 'node:stream';
import { VitrineError } from '#src/errors';
import { PROBLEM_TYPE, problemOf } from './problem.ts';

/** What Node cannot read as a request never comes to the application: letters in an address that are not encoded, say. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const message = 'The request cannot be read. Percent-encode everything in its address, by encodeURIComponent.';
  const body = JSON.stringify(problemOf(new VitrineError('invalid_request', message)));
  const head = ['HTTP/1.1 400 Bad Request', `Content-Type: ${PROBLEM_TYPE}`, 'Connection: close'];
  socket.end(`${[...head, `Content-Length: ${Buffer.byteLength(body)}`].join('\r\n')}\r\n\r\n${body}`);
}
