import type { Writer } from '#indexers/writer';
import { hasCode } from '#src/errors';
import type { Search } from '#src/search/search';

/** Moves with the other processes: also when the generation is gone that the search began with. */
export function followingSearch(search: Search, writer: Pick<Writer, 'live' | 'look' | 'trouble'>): Search {
  const used = () => writer.live()?.generation.manifest.id;
  const attempt: Search = async (request) => {
    const begunWith = used();
    try {
      return await search(request);
    } catch (error) {
      if (!hasCode(error, 'generation_incompatible')) throw error;
      await writer.look();
      // This process may have moved already while it searched, by what it was told.
      if (used() === begunWith) throw error;
      return attempt(request);
    }
  };
  return async (request) => {
    const page = await attempt(request);
    const trouble = writer.trouble();
    return trouble ? { ...page, notices: [...page.notices, `answered from an earlier index: ${trouble}`] } : page;
  };
}
