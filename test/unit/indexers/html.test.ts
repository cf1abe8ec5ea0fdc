import { describe, expect, it } from 'vitest';
import { plainText } from '#indexers/html';

describe('plainText', () => {
  it('keeps a text without markup as it is', () => {
    const text = 'fits 3 < 5  people > none,\n a & b &unknown; <3 <Name>';
    expect(plainText(text)).toBe(text);
  });

  it('takes out tags, with paragraphs on lines of their own', () => {
    expect(plainText('<p>Soft <b>cotton</b>.</p>\n<ul><li>washable</li><li>warm</li></ul>')).toBe(
      'Soft cotton.\nwashable\nwarm',
    );
  });

  it('leaves out scripts, styles and comments with their content', () => {
    expect(plainText('a<script>alert("<b>")</script><style>p {}</style><!-- <p>x</p> -->b')).toBe('a b');
  });

  it('decodes entities once', () => {
    expect(plainText('Black &amp; white, 17&quot; &#8364; &#x20AC; &amp;lt;')).toBe('Black & white, 17" € € &lt;');
  });

  it('keeps numbers that name no character', () =>
    expect(plainText('&#0; &#55296; &#9999999;')).toBe('&#0; &#55296; &#9999999;'));

  it.each(['<a ', '<script>', '<!-- ', '&#', '<p '])('takes %s without an end in linear time', (piece) => {
    const text = piece.repeat(100_000);
    expect(plainText(text) === text).toBe(true);
  });
});
