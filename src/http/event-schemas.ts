import { z } from 'zod';
import { EVENT_TYPES, LARGEST_RATING, LAST_POSITION } from '#src/domain/event';
import { wholeNumber } from '#src/search/request-schema';
import { CatalogQuery } from './schemas.ts';

/** Events of one request. */
export const MOST_EVENTS = 10_000;
const MOST_USERS = 1_000;
const USERS = 20;

const any = (description: string) =>
  z
    .unknown()
    .optional()
    .meta({ description, type: ['string', 'number'] });
const eventError = 'must be an event: {"user" or "session": …, "item": …, "type": …}';
/** Only the shape: what is wrong with a value is the outcome of its event, and spoils no other. */
const EventRow = z
  .looseObject(
    {
      id: any('Names the event: sent again, it is known. Without one, it is made of the content when `at` is given.'),
      user: any('The shopper, by the id the shop knows them by. One of user and session is needed.'),
      session: any('The visit or device. Named together with a user, it becomes theirs.'),
      item: any('The item, known or not.'),
      type: z
        .unknown()
        .optional()
        .meta({ type: 'string', enum: [...EVENT_TYPES] }),
      at: any('ISO 8601, or seconds or milliseconds since 1970; now, without it.'),
      value: any(`Of a rating its stars, 0 to ${LARGEST_RATING}; else a quantity or an amount.`),
      queryId: any('The `queryId` of the answer that showed the item.'),
      position: any(`Place of the item in that answer, from 1 to ${LAST_POSITION}.`),
    },
    { error: eventError },
  )
  .meta({ id: 'Event' });
const eventsError = 'must be an event, a list of events, or {"events": […]}';
export const EventsBody = z
  .union([z.array(EventRow), z.strictObject({ events: z.array(EventRow) }), EventRow], { error: eventsError })
  .meta({ id: 'Events' });

const count = z.int().min(0);
const Outcome = z
  .union([
    z.object({ outcome: z.enum(['added', 'known']), id: z.string() }),
    z.object({ outcome: z.literal('refused'), reason: z.string() }),
  ])
  .meta({ id: 'EventOutcome', description: '`known`: the log has an event of this id already.' });
export const EventsAnswer = z
  .object({
    added: count,
    known: count,
    refused: count,
    unknownItems: count.meta({ description: 'Events of items that the catalog does not have; they are kept.' }),
    newUsers: count.meta({ description: 'Users that no event named before.' }),
    outcomes: z.array(Outcome).meta({ description: 'In the order of the events.' }),
  })
  .meta({ id: 'EventsReport' });

export const UsersQuery = CatalogQuery.extend({
  limit: wholeNumber(1, MOST_USERS, USERS).meta({ description: 'Users to show.' }),
});
const interests = z.array(z.object({ value: z.string(), strength: z.number(), events: z.int() }));
export const ProfileAnswer = z
  .object({
    sentence: z.string(),
    types: interests,
    brands: interests,
    colours: interests,
    sizes: interests,
    price: z
      .object({ from: z.number(), median: z.number(), to: z.number(), currency: z.string().optional() })
      .nullable(),
    events: z.int(),
  })
  .meta({ id: 'Profile', description: 'Strengths are shares of what the shopper did, 0 to below 1.' });
export const UsersAnswer = z
  .object({ users: z.array(z.object({ id: z.string(), newest: z.iso.datetime() })) })
  .meta({ id: 'Users' });
