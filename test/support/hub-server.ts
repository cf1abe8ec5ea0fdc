import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface HubServer {
  readonly url: string;
  /** `path` or `path from byte`, in the order asked; descriptions of models are not among them. */
  readonly asked: string[];
  /** What goes wrong with a file, once each time it is named here. */
  readonly faults: { path: string; fault: 'is damaged' | 'ignores ranges' | 'is refused' | 'stops' }[];
  /** Breaks the connections of files that stopped in the middle. */
  breakOff(): void;
  close(): Promise<void>;
}

/** A hub on this machine with one model, `owner/name`, whose files lie in `folder`; large ones have a sha256. */
export async function startHubServer(model: string, folder: string): Promise<HubServer> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => ({ path, bytes: readFileSync(join(folder, path)) }));
  const asked: string[] = [];
  const faults: HubServer['faults'] = [];
  const stopped: ServerResponse[] = [];
  const server = createServer((request, response) => {
    const address = decodeURI(request.url!);
    if (address === `/api/models/${model}/revision/main?blobs=true`) {
      response.end(JSON.stringify({ sha: 'c0ffee', siblings: files.map(describeFile) }));
      return;
    }
    const file = files.find(({ path }) => address === `/${model}/resolve/c0ffee/${path}`);
    if (file) sendFile(file, request, response, { asked, faults, stopped });
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Listening on a port, the address is never a pipe's name.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    faults,
    breakOff: () => {
      for (const response of stopped.splice(0)) response.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface ServedFile {
  readonly path: string;
  readonly bytes: Buffer;
}

function describeFile({ path, bytes }: ServedFile): object {
  const blobId = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const lfs = path.endsWith('.onnx') ? { size: bytes.length, sha256, pointerSize: 134 } : undefined;
  return { rfilename: path, size: bytes.length, blobId, lfs };
}

function sendFile(
  { path, bytes }: ServedFile,
  request: IncomingMessage,
  response: ServerResponse,
  { asked, faults, stopped }: Pick<HubServer, 'asked' | 'faults'> & { readonly stopped: ServerResponse[] },
): void {
  const index = faults.findIndex((candidate) => candidate.path === path);
  const fault = index < 0 ? undefined : faults.splice(index, 1)[0]!.fault;
  const range = /^bytes=(\d+)-$/u.exec(request.headers.range ?? '');
  const from = range && fault !== 'ignores ranges' ? Number(range[1]) : 0;
  asked.push(range ? `${path} from ${range[1]}` : path);
  if (fault === 'is refused') {
    response.writeHead(503).end();
    return;
  }
  const body = Buffer.from(bytes.subarray(from));
  if (fault === 'is damaged') body[body.length - 1]! ^= 1;
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': body.length });
  if (fault !== 'stops') response.end(body);
  else {
    stopped.push(response);
    response.write(body.subarray(0, body.length / 2));
  }
}
