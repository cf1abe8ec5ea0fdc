import type { RecommendationReason } from '#src/cf/reason';

const DID: Readonly<Record<string, string>> = {
  view: 'viewed',
  click: 'looked at',
  cart: 'put in the cart',
  purchase: 'bought',
  like: 'liked',
  rating: 'rated',
};

/** The reason in a few words; `titleOf` gives the title of an item, if it is still there. */
export function reasonText(reason: RecommendationReason, titleOf: (id: string) => string | undefined): string {
  if (reason.kind === 'again') return 'you bought it before';
  if (reason.kind === 'trending') return 'wanted more than usual';
  if (reason.kind === 'popular') return reason.category === undefined ? 'popular now' : `popular in ${reason.category}`;
  if (reason.kind === 'seen')
    return reason.event === 'cart' ? 'you put it in the cart' : `you ${DID[reason.event] ?? 'saw'} it`;
  const title = titleOf(reason.item);
  const did = DID[reason.event ?? ''];
  const item = title === undefined ? 'something' : `“${title}”`;
  const named = did === undefined ? item : `${item}, which you ${did}`;
  if (reason.kind === 'bought-together' && reason.by === 'day') return `often bought with ${named}`;
  return reason.kind === 'bought-together' ? `goes with ${named}` : `like ${named}`;
}
