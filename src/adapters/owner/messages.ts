import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** A command line handed over to the owner of the data folder. */
export const JobRequest = z.object({
  argv: z.array(z.string()),
  cwd: z.string(),
  terminal: z.boolean(),
  columns: z.number(),
});
export type JobRequest = z.infer<typeof JobRequest>;

/** What the owner sends back, in order; `exit` is the last. */
export const JobReply = z.union([
  z.object({ out: z.string() }),
  z.object({ err: z.string() }),
  z.object({ exit: z.number() }),
]);
export type JobReply = z.infer<typeof JobReply>;

/** One JSON value a line. */
export function send(socket: Socket, message: JobRequest | JobReply): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}

/** The messages of a socket until it ends; a line that is not of the schema ends it with an error. */
export async function* messages<Message>(socket: Socket, schema: z.ZodType<Message>): AsyncGenerator<Message> {
  const lines = createInterface({ input: socket, crlfDelay: Infinity });
  // A destroyed socket closes without an end, which alone would leave the loop waiting.
  socket.once('close', () => lines.close());
  for await (const line of lines) yield schema.parse(JSON.parse(line));
}
