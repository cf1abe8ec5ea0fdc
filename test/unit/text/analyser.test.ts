import { describe, expect, it } from 'vitest';
import { createAnalyser } from '#src/text/analyser';

const english = createAnalyser({ language: 'en' });
const german = createAnalyser({ language: 'de' });
const plain = createAnalyser({ language: 'none' });

describe('analyser', () => {
  it('says version and language', () => expect(english.version).toMatch(/^\d+:en$/u));

  it('folds case, accents, width and typography', () => {
    expect(plain.tokens('Café ＴＶ Straße Œuvre “Łódź”')).toEqual(['cafe', 'tv', 'strasse', 'oeuvre', 'lodz']);
  });

  it('keeps trade mark signs out of words and entities out of texts', () => {
    expect(plain.tokens('Sony® Core™2 Briggs &amp; Stratton')).toEqual(['sony', 'core', '2', 'briggs', 'stratton']);
  });

  it('stems English and German, and nothing without a language', () => {
    expect(english.tokens('batteries battery')).toEqual(['batteri', 'batteri']);
    expect(german.tokens('Schuhe Schuh Kühlschränke Kuehlschrank')).toEqual([
      'schuh',
      'schuh',
      'kuhlschrank',
      'kuhlschrank',
    ]);
    expect(plain.tokens('batteries')).toEqual(['batteries']);
  });

  it('drops the possessive', () => expect(english.tokens("men's")).toEqual(['men']));

  it('splits digits from units and brings units to one spelling', () => {
    for (const text of ['18v', '18 V', '18-Volt', '18 volts'])
      expect(english.tokens(text).join(' ')).toContain('18 volt');
    expect(english.tokens("3/4 in. 65\" 6'5''")).toEqual(['3/4', 'inch', '65', 'inch', '6', 'foot', '5', 'inch']);
    expect(english.tokens('4.2 cu. ft.')).toEqual(['4.2', 'cubic', 'foot']);
  });

  it('reads short units only after a number', () => {
    expect(english.tokens('faucet in chrome')).toEqual(['faucet', 'in', 'chrome']);
  });

  it('splits dimensions', () => {
    expect(english.tokens('2x4')).toEqual(['2x4', '2', '4']);
    expect(english.tokens('2 x 4')).toEqual(['2', '2x4', '4']);
    expect(english.tokens('2 in. x 4 ft.')).toEqual(['2', 'inch', '2x4', '4', 'foot']);
  });

  it('gives each two neighbouring measures one token, however they are written', () => {
    const pairs = (text: string) => english.tokens(text).filter((token) => /\dx\d/u.test(token));
    for (const text of ['60x24x78', '60 x 24 x 78', '60 in. W x 24 in. D x 78 in. H', '60" x 24\' x 78 cm'])
      expect(pairs(text)).toEqual(['60x24', '24x78']);
    expect(pairs('1-1/2 in. x 36 in. x 5/8 in.')).toEqual(['1-1/2x36', '36x5/8']);
    expect(pairs('8 ft. x 1-1/2 in.')).toEqual(['8x1-1/2']);
    expect(pairs('2x4-8')).toEqual(['2x4']);
    for (const text of ['x 4', '2 x four', '2 X', 'x10 camera', '4 in. post 6 in.']) expect(pairs(text)).toEqual([]);
    expect(english.words('2x4x8')[0]!.alternatives).toEqual([
      ['2x4', '4x8'],
      ['2', '4', '8'],
    ]);
    const text = 'Ｃedar 2 in. x 4 ft.';
    expect(english.spans(text).map(({ token, start, end }) => [token, text.slice(start, end)])).toContainEqual([
      '2x4',
      '2 in. x 4',
    ]);
  });

  it('brings irregular plurals to their singular, and no other word', () => {
    for (const [many, one] of ['shelves shelf', 'shelving shelf', 'knives knife', 'feet foot', 'mice mouse'].map(
      (pair) => pair.split(' '),
    ))
      expect(english.tokens(many!)).toEqual(english.tokens(one!));
    expect(english.tokens('constructor toString men man')).toEqual([
      'constructor',
      'tostr',
      'to',
      'string',
      'men',
      'man',
    ]);
  });

  it('makes model numbers findable as a whole and by parts', () => {
    expect(english.tokens('WH-1000XM4')).toEqual(['wh1000xm4', 'wh', '1000', 'xm', '4']);
    expect(english.tokens('wh1000xm4')).toEqual(english.tokens('WH-1000XM4'));
  });

  it('splits words that capitals join, and keeps the whole', () => {
    expect(english.tokens('DeckOver LaserJets')).toEqual(['deckov', 'deck', 'over', 'laserjet', 'laser', 'jet']);
    expect(english.tokens('iPhone McDonald')).toEqual(['iphon', 'mcdonald']);
    expect(english.tokens('e-mails')).toContain(english.tokens('emails')[0]);
  });

  it('gives no whole for counts, measures and mixed fractions', () => {
    expect(english.tokens('2-light 18v 1-1/2 3-in-1')).toEqual([
      '2',
      'light',
      '18',
      'volt',
      '1',
      '1/2',
      '3',
      'in',
      '1',
    ]);
  });

  it('indexes Chinese and Japanese by letters and pairs', () => {
    expect(plain.tokens('摩卡壶z62 猫')).toEqual(['摩', '摩卡', '卡', '卡壶', '壶', 'z62', 'z', '62', '猫']);
    expect(plain.tokens('が')).toEqual(['が']);
  });

  it('counts what stands next to Chinese as one word with it', () => {
    expect(plain.words('苹果15壳 18v')).toEqual([
      { text: '苹果15壳', alternatives: [['苹', '苹果', '果', '15', '壳']], share: 0.2 },
      { text: '18v', alternatives: [['18', 'volt']], share: 1 },
    ]);
    expect(plain.words('z62壳').map(({ share }) => share)).toEqual([0.2]);
  });

  it('cuts Thai by dictionary', () => expect(plain.tokens('เครื่องชงกาแฟ').length).toBeGreaterThan(1));

  it('reads digits of any script', () => expect(plain.tokens('٣٤')).toEqual(['٣٤']));

  it('counts words as a shopper would', () => {
    const words = english.words('18 volt DeckOver WH-1000 4 cu. ft. "战略管理"');
    expect(words.map(({ share }) => share)).toEqual([1, 1, 1, 1, 0.2]);
    expect(words.map(({ text, alternatives }) => ({ text, alternatives }))).toEqual([
      { text: '18 volt', alternatives: [['18', 'volt']] },
      { text: 'deckover', alternatives: [['deckov'], ['deck', 'over']] },
      { text: 'wh-1000', alternatives: [['wh1000'], ['wh', '1000']] },
      { text: '4 cu ft', alternatives: [['4', 'cubic', 'foot']] },
      { text: '战略管理', alternatives: [['战', '战略', '略', '略管', '管', '管理', '理']] },
    ]);
  });

  it('keeps emoji and gives nothing for nothing', () => {
    expect(plain.tokens('🎁 gift')).toEqual(['🎁', 'gift']);
    expect(plain.tokens(' -.,! ')).toEqual([]);
    expect(plain.tokens('')).toEqual([]);
  });

  it('maps tokens back to the text that gave them', () => {
    const text = 'Ｃafé™ Größe 18-Volt';
    const spans = english.spans(text).map(({ token, start, end }) => [token, text.slice(start, end)]);
    expect(spans).toEqual([
      ['cafe', 'Ｃafé'],
      ['gross', 'Größe'],
      ['18', '18'],
      ['volt', 'Volt'],
    ]);
  });
});
