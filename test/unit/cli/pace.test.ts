import { expect, it } from 'vitest';
import { createPace } from '#src/cli/pace';

it('tells rate and time left of each phase from its own beginning', () => {
  let time = 0;
  const pace = createPace(() => time);
  expect(pace({ phase: 'a', done: 100, total: 1100 })).toEqual({ perSecond: 0 });
  time = 2000;
  expect(pace({ phase: 'a', done: 300, total: 1100 })).toEqual({ perSecond: 100, secondsLeft: 8 });
  expect(pace({ phase: 'a', done: 300 })).toEqual({ perSecond: 100 });
  expect(pace({ phase: 'b', done: 5, total: 10 })).toEqual({ perSecond: 0 });
});
