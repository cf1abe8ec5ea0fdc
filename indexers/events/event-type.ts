import { EVENT_TYPES, type EventType } from '#src/domain/event';

/** What other systems call the types, folded. */
const OTHER_NAMES: Readonly<Record<EventType, string>> = {
  view: 'views viewed viewitem pageview productview productviewed detail detailview visit pv',
  click: 'clicks clicked itemclick productclick selectitem',
  cart: 'addtocart addedtocart basket addtobasket atc carted productadded',
  purchase: 'purchased purchases buy bought order ordered transaction checkout conversion ordercompleted sale',
  like: 'liked favourite favorite fav wishlist addtowishlist heart',
  dislike: 'disliked',
  rating: 'rate rated review stars',
  impression: 'impressions shown viewitemlist',
};

const BY_NAME: ReadonlyMap<string, EventType> = new Map(
  EVENT_TYPES.flatMap((type) => [type, ...OTHER_NAMES[type].split(' ')].map((name) => [name, type] as const)),
);

/** The type that a word stands for, in the words of other systems too; undefined for any other. */
export function readType(value: unknown): EventType | undefined {
  return typeof value === 'string' ? BY_NAME.get(value.toLowerCase().replace(/[^a-z]/gu, '')) : undefined;
}
