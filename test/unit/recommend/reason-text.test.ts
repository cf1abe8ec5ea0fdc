import { describe, expect, it } from 'vitest';
import type { RecommendationReason } from '#src/cf/reason';
import { reasonText } from '#src/recommend/reason-text';

const titleOf = (id: string) => (id === 'mug' ? 'Blue mug' : undefined);

describe('reasonText', () => {
  it.each<[RecommendationReason, string]>([
    [{ kind: 'again' }, 'you bought it before'],
    [{ kind: 'popular' }, 'popular now'],
    [{ kind: 'trending' }, 'wanted more than usual'],
    [{ kind: 'popular', category: 'Kitchen' }, 'popular in Kitchen'],
    [{ kind: 'bought-together', item: 'mug' }, 'goes with “Blue mug”'],
    [{ kind: 'bought-together', item: 'mug', event: 'purchase' }, 'goes with “Blue mug”, which you bought'],
    [{ kind: 'bought-together', item: 'mug', by: 'day' }, 'often bought with “Blue mug”'],
    [{ kind: 'like', item: 'mug', event: 'view' }, 'like “Blue mug”, which you viewed'],
    [{ kind: 'like', item: 'mug', event: 'cart' }, 'like “Blue mug”, which you put in the cart'],
    [{ kind: 'like', item: 'mug', event: 'unheard-of' }, 'like “Blue mug”'],
    [{ kind: 'seen', event: 'view', at: '2024-05-01' }, 'you viewed it'],
    [{ kind: 'seen', event: 'cart', at: '2024-05-01' }, 'you put it in the cart'],
    [{ kind: 'seen', event: 'unheard-of', at: '2024-05-01' }, 'you saw it'],
    [{ kind: 'like', item: 'gone', event: 'rating' }, 'like something, which you rated'],
  ])('says %j as %j', (reason, text) => {
    expect(reasonText(reason, titleOf)).toBe(text);
  });
});
