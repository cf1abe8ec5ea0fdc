import { serveWorker } from '#src/adapters/inference/worker-serve';
import type { EncodedRows, EncodeRequest, WorkerTowers } from './messages.ts';
import { loadPictureTower } from './picture-tower.ts';
import { loadTextTower } from './text-tower.ts';

interface Loaded<Input> {
  encode(input: Input): Promise<EncodedRows>;
  release(): Promise<void>;
}

serveWorker<WorkerTowers, EncodeRequest, EncodedRows>(({ texts, pictures, threads }) => {
  const loaded = new Map<string, Promise<Loaded<never>>>();
  /** Loads a tower once; a failure is forgotten, so that the next request tries again. */
  const once = <Input>(key: string, load: () => Promise<Loaded<Input>>): Promise<Loaded<Input>> => {
    // A key always has the same input: it begins with the kind of the request.
    const known = loaded.get(key) as Promise<Loaded<Input>> | undefined;
    if (known) return known;
    const loading = load();
    loaded.set(key, loading);
    loading.catch(() => loaded.delete(key));
    return loading;
  };
  return {
    async answer(request) {
      const key = `${request.kind} ${request.space}`;
      if (request.kind === 'texts') {
        const tower = await once(key, () => loadTextTower(texts[request.space]!, threads));
        return tower.encode(request.texts);
      }
      const tower = await once(key, () => loadPictureTower(pictures[request.space]!, threads));
      return tower.encode(request);
    },
    async release() {
      for (const tower of loaded.values()) await (await tower).release();
    },
  };
});
