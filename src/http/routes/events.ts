import type { Request } from 'express';
import { z } from 'zod';
import type { EventOutcome } from '#indexers/events/take';
import type { Vitrine } from '#src/compose/vitrine';
import { VitrineError } from '#src/errors';
import { parseParameters } from '#src/search/request';
import { anyBodyOf, type BodyReaders } from '../body.ts';
import type { EventPolicy } from '../event-policy.ts';
import { EventsAnswer, EventsBody, MOST_EVENTS, ProfileAnswer, UsersAnswer, UsersQuery } from '../event-schemas.ts';
import type { OpenCatalog, Route } from '../route.ts';
import { CatalogQuery, UserPath } from '../schemas.ts';

export interface EventRoutesDeps {
  readonly vitrine: Vitrine;
  readonly open: OpenCatalog;
  readonly readers: BodyReaders;
  readonly policy: EventPolicy;
}

/** Taking in what shoppers do, and who they are. */
export function eventRoutes(deps: EventRoutesDeps): Route[] {
  return [addRoute(deps), usersRoute(deps), profileRoute(deps)];
}

function addRoute({ vitrine, open, readers, policy }: EventRoutesDeps): Route {
  return {
    method: 'post',
    path: '/v1/events',
    summary: 'What shoppers did, one event or many; answered when it is durable, each event with its outcome',
    tag: 'events',
    writes: !policy.isPublic,
    query: CatalogQuery,
    body: { 'application/json': EventsBody },
    answers: { 200: { description: 'What became of them.', schema: EventsAnswer } },
    readers: [readers.batch],
    handle: async (request, response) => {
      const { catalog } = parseParameters(CatalogQuery, request.query);
      const { rows, isOne } = rowsOf(request);
      const { name } = await open(catalog);
      const allowed = policy.mayNameUsers(request);
      const taken = rows.filter((row) => allowed || !namesUser(row));
      const { outcomes, ...counts } = await vitrine.shoppers.addEvents(name, taken);
      const inOrder = [...outcomes];
      const all = rows.map((row) => (allowed || !namesUser(row) ? inOrder.shift()! : NOT_ALLOWED));
      if (isOne) refuse(all[0]!);
      response.json({ ...countsOf(all), ...counts, outcomes: all });
    },
  };
}

const NOT_ALLOWED = { outcome: 'refused', reason: 'naming a user needs the API key: send the session alone' } as const;

function namesUser({ user }: Readonly<Record<string, unknown>>): boolean {
  return user !== undefined && user !== null;
}

function rowsOf(request: Request) {
  const { body } = parseParameters(z.object({ body: EventsBody }), { body: anyBodyOf(request) });
  const isOne = !Array.isArray(body) && !Array.isArray(body.events);
  const rows = Array.isArray(body) ? body : Array.isArray(body.events) ? body.events : [body];
  if (rows.length === 0) throw new VitrineError('invalid_request', 'There is no event: send one, or a list of them.');
  if (rows.length > MOST_EVENTS)
    throw new VitrineError('too_large', `At most ${MOST_EVENTS} events are taken at a time, not ${rows.length}.`);
  return { rows, isOne };
}

/** An event by itself is a request by itself. */
function refuse(outcome: EventOutcome): void {
  if (outcome.outcome === 'refused')
    throw new VitrineError('invalid_event', `The event is not valid: ${outcome.reason}.`);
}

function countsOf(outcomes: readonly EventOutcome[]) {
  const count = (wanted: EventOutcome['outcome']) => outcomes.filter(({ outcome }) => outcome === wanted).length;
  return { added: count('added'), known: count('known'), refused: count('refused') };
}

function profileRoute({ vitrine, open }: EventRoutesDeps): Route {
  return {
    method: 'get',
    path: '/v1/users/{id}/profile',
    summary: 'What a shopper likes, as far as their events tell',
    tag: 'events',
    writes: true,
    params: UserPath,
    query: CatalogQuery,
    answers: { 200: { description: 'Interests, the strongest first.', schema: ProfileAnswer } },
    handle: async (request, response) => {
      const { catalog } = parseParameters(CatalogQuery, request.query);
      const { name } = await open(catalog);
      response.json(await vitrine.shoppers.profile(name, { user: parseParameters(UserPath, request.params).id }));
    },
  };
}

function usersRoute({ vitrine, open }: EventRoutesDeps): Route {
  return {
    method: 'get',
    path: '/v1/users',
    summary: 'The users who were there last',
    tag: 'events',
    writes: true,
    query: UsersQuery,
    answers: { 200: { description: 'Ids, the last to have been there first.', schema: UsersAnswer } },
    handle: async (request, response) => {
      const { catalog, limit } = parseParameters(UsersQuery, request.query);
      const { name } = await open(catalog);
      const users = await vitrine.shoppers.recent(name, limit);
      response.json({ users: users.map(({ user, newest }) => ({ id: user, newest: new Date(newest).toISOString() })) });
    },
  };
}
