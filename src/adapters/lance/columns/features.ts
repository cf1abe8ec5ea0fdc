import type { Features } from '#src/ports/features';
import { createBrowser } from './browse.ts';
import type { Columns } from './columns.ts';
import { createProfiler } from './profile.ts';
import { readFeatures } from './read.ts';
import { valuesOf } from './values.ts';

/** The features port over columns in memory. */
export function createFeatures(columns: Columns): Features {
  const profiles = createProfiler(columns);
  const browse = createBrowser(columns, profiles);
  return {
    statistics: async (tokens) => ({
      documents: columns.count,
      documentFrequencies: tokens.map((token) => {
        const code = columns.tokenCodes.get(token);
        return code === undefined ? 0 : columns.documentFrequencies[code]!;
      }),
      averageLengths: Array.from(columns.lengthSums, (sum) => (columns.count === 0 ? 0 : sum / columns.count)),
    }),
    read: async (ids, request) => {
      const rows = ids.map((id) => columns.rows.get(id) ?? -1).filter((row) => columns.alive[row] === 1);
      return readFeatures(columns, rows, request);
    },
    fields: async () => profiles(),
    browse: async (request) => browse(request),
    values: async (field, limit) => valuesOf(columns, field, limit),
    vocabulary: async function* () {
      for (let code = 0; code < columns.tokenTexts.length; code++) {
        const documents = columns.documentFrequencies[code]!;
        if (documents > 0) yield [columns.tokenTexts[code]!, documents] as const;
      }
    },
  };
}
