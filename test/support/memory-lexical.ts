import type { IndexDocument } from '#src/domain/document';
import type { LexicalClause, LexicalQuery } from '#src/domain/query';

/** A plain BM25 over all fields, the title three times; the same as every store only in what matches and in clear cases. */
export function lexicalScores(
  query: LexicalQuery,
  passing: readonly IndexDocument[],
  all: readonly IndexDocument[],
): { id: string; score: number }[] {
  const banned = new Set(query.mustNot);
  const documents = passing.filter((document) => !words(document).some((word) => banned.has(word)));
  const clauses = query.clauses.map((clause) => clauseScores(clause, documents, all));
  return documents.flatMap((document) => {
    const scores = clauses.flatMap((clause) => clause.get(document.id) ?? []);
    if (scores.length === 0) return [];
    const score = query.combine === 'sum' ? scores.reduce((sum, one) => sum + one, 0) : Math.max(...scores);
    return [{ id: document.id, score }];
  });
}

function clauseScores(
  clause: LexicalClause,
  documents: readonly IndexDocument[],
  all: readonly IndexDocument[],
): Map<string, number> {
  const terms = clause.terms.filter(({ weight }) => weight > 0);
  const average = all.reduce((sum, document) => sum + words(document).length, 0) / all.length;
  const holding = terms.map(({ token }) => all.filter((document) => words(document).includes(token)).length);
  const scores = new Map<string, number>();
  for (const document of documents) {
    const own = words(document);
    const score = terms.reduce((sum, { token, weight }, i) => {
      const count = own.filter((word) => word === token).length;
      const idf = Math.log(1 + (all.length - holding[i]! + 0.5) / (holding[i]! + 0.5));
      return sum + (weight * idf * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * own.length) / average) || 1);
    }, 0);
    if (terms.some(({ token }) => own.includes(token))) scores.set(document.id, score);
  }
  const top = clause.normalise === 'own-top' ? Math.max(...scores.values()) : 1;
  return new Map([...scores].map(([id, score]) => [id, ((clause.weight ?? 1) * score) / top]));
}

function words({ tokens }: IndexDocument): string[] {
  const { title, ...others } = tokens;
  return [...title, ...title, ...title, ...Object.values(others).flat()];
}
