import type { Facet } from '#src/domain/facet';
import type { Hit, SearchPage } from '#src/domain/hit';

/** A page as a person reads it on a terminal. */
export function renderPage(page: SearchPage, explain: boolean): string {
  const { value, relation } = page.total;
  const head = `${relation === 'gte' ? 'at least ' : ''}${value} ${value === 1 ? 'result' : 'results'} in ${page.took.total.toFixed(1)} ms`;
  return [
    head,
    ...renderUnderstood(page),
    ...page.notices.map((notice) => `note: ${notice}`),
    ...renderHits(page.hits, explain),
    ...page.facets.map(renderFacet),
    '',
  ].join('\n');
}

function renderUnderstood({ query }: SearchPage): string[] {
  const pieces = (query.recognised ?? []).map(({ text, as }) => `"${text}" as ${as}`);
  return pieces.length > 0 ? [`understood: ${pieces.join(', ')}`] : [];
}

export function renderHits(hits: readonly Hit[], explain: boolean): string[] {
  return hits.flatMap((hit, index) => [
    renderHit(hit, index),
    ...(explain ? [...(hit.why ?? []).map(renderReason), ...renderPlace(hit)] : []),
  ]);
}

function renderHit({ id, score, item }: Hit, index: number): string {
  const facts = [item.brand, priceOf(item), listOf(item.category).at(-1)].filter(
    (fact) => typeof fact === 'string' && fact !== '',
  );
  return `${String(index + 1).padStart(3)}. ${score.toFixed(3)}  ${String(item.title)}${facts.length > 0 ? `  (${facts.join(', ')})` : ''}  [${id}]`;
}

function priceOf(item: Hit['item']): string | undefined {
  if (typeof item.price !== 'number') return undefined;
  return typeof item.currency === 'string' ? `${item.price.toFixed(2)} ${item.currency}` : item.price.toFixed(2);
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function renderReason({ signal, raw, value, weight, contribution }: NonNullable<Hit['why']>[number]): string {
  return `        ${signal.padEnd(20)} ${raw.toFixed(3).padStart(8)} → ${value.toFixed(3)} × ${weight.toFixed(2)} = ${contribution.toFixed(3)}`;
}

function renderPlace({ legs = [], moved, generated = [] }: Hit): string[] {
  return [
    ...(legs.length > 0 ? [`        found by ${legs.join(', ')}`] : []),
    ...(generated.length > 0 ? [`        generated: ${generated.join(', ')}`] : []),
    ...(moved ? [`        moved from place ${moved.from} by ${moved.by.join(' and ')}`] : []),
  ];
}

function renderFacet(facet: Facet): string {
  if ('values' in facet)
    return `  ${facet.field}: ${facet.values
      .slice(0, 6)
      .map(({ value, count }) => `${value} (${count})`)
      .join(', ')}`;
  return `  ${facet.field}: ${facet.min} to ${facet.max}`;
}
