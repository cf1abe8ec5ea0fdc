import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { bagApp } from '#test/support/http-shop';

describe('/v1/synonyms', () => {
  it('lists what was put, lines and objects alike, each time in the place of the last', async () => {
    const app = await bagApp();
    expect((await request(app).get('/v1/synonyms')).body).toEqual({ synonyms: [] });
    const rules = { synonyms: ['sofa, couch', { words: ['stove'], to: ['range'] }] };
    const put = await request(app).put('/v1/synonyms').send(rules);
    const kept = { synonyms: [{ words: ['sofa', 'couch'] }, { words: ['stove'], to: ['range'] }] };
    expect([put.status, put.body]).toEqual([200, kept]);
    expect((await request(app).get('/v1/synonyms')).body).toEqual(kept);
    await request(app).put('/v1/synonyms').send({ synonyms: [] });
    expect((await request(app).get('/v1/synonyms')).body).toEqual({ synonyms: [] });
  });

  it('refuses what is no rule, and changes nothing', async () => {
    const app = await bagApp();
    for (const synonyms of [['solo'], [{ words: ['a'] }], [5], 'a, b', [{ words: ['a', 'b'], two: true }]]) {
      const answer = await request(app).put('/v1/synonyms').send({ synonyms });
      expect([answer.status, answer.body.code], JSON.stringify(synonyms)).toEqual([400, 'invalid_request']);
    }
    expect((await request(app).get('/v1/synonyms')).body).toEqual({ synonyms: [] });
  });
});
