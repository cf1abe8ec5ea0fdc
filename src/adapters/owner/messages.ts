import type { Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { z } from 'zod';

/** Changes whenever the messages do. */
export const PROTOCOL = 1;

/** A command line handed over to the owner of the data folder, and where it comes from. */
export const JobRequest = z.object({
  argv: z.array(z.string()),
  /** Folder that relative paths start from. */
  cwd: z.string(),
  /** The part of the environment that configures the command. */
  env: z.record(z.string(), z.string()),
  /** Whether what goes to standard error is shown on a terminal, and how wide that is. */
  terminal: z.boolean(),
  columns: z.number(),
});
export type JobRequest = Readonly<z.infer<typeof JobRequest>>;

/** What the owner sends: first `hello`, last `exit` or `fault`. `pull` asks for the next piece of standard input. */
export const OwnerMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), protocol: z.number(), pid: z.number(), since: z.string(), version: z.string() }),
  z.object({ type: z.literal('out'), text: z.string() }),
  z.object({ type: z.literal('err'), text: z.string() }),
  z.object({ type: z.literal('pull') }),
  z.object({ type: z.literal('exit'), status: z.number() }),
  z.object({ type: z.literal('fault'), code: z.string(), message: z.string() }),
]);
export type OwnerMessage = z.infer<typeof OwnerMessage>;

/** What the other process sends: `run` once, then pieces of standard input as pulled (base64; null at its end). */
export const ClientMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run'), request: JobRequest }),
  z.object({ type: z.literal('input'), data: z.string().nullable() }),
  z.object({ type: z.literal('cancel') }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/** One JSON value a line. What can't be sent any more is dropped: the other side is gone. */
export function send(socket: Socket, message: OwnerMessage | ClientMessage): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}

/** Longest line that is taken, in UTF-16 units; more is no message of ours. */
const LONGEST_LINE = 64 * 1024 * 1024;

/** The messages of a socket until it ends. Throws when the connection breaks, or at what is no such message. */
export async function* messages<Message>(socket: Socket, schema: z.ZodType<Message>): AsyncGenerator<Message> {
  const decoder = new StringDecoder('utf8');
  let pieces: string[] = [];
  let pending = 0;
  for await (const chunk of socket) {
    const text = decoder.write(chunk as Buffer);
    pieces.push(text);
    pending += text.length;
    if (pending > LONGEST_LINE) throw new Error(`A message has over ${LONGEST_LINE} characters.`);
    if (!text.includes('\n')) continue;
    const lines = pieces.join('').split('\n');
    pieces = [lines.pop()!];
    pending = pieces[0]!.length;
    for (const line of lines) yield schema.parse(JSON.parse(line));
  }
}
