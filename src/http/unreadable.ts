import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { VitrineError } from '#src/errors';
import { PROBLEM_TYPE, problemOf } from './problem.ts';

/** What Node cannot read as a request never comes to the application: letters in an address that are not encoded, say. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const problem = problemOf(error.code === 'HPE_HEADER_OVERFLOW' ? TOO_LONG : UNREADABLE);
  const body = JSON.stringify(problem);
  const line = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`;
  const head = [line, `Content-Type: ${PROBLEM_TYPE}`, 'Connection: close'];
  socket.end(`${[...head, `Content-Length: ${Buffer.byteLength(body)}`].join('\r\n')}\r\n\r\n${body}`);
}

const UNREADABLE = new VitrineError(
  'invalid_request',
  'The request cannot be read. Percent-encode everything in its address, by encodeURIComponent.',
);
const TOO_LONG = new VitrineError(
  'too_large',
  'The address and the headers of a request may have 16 kB together. Send a long search by POST.',
);
