/** What a field is about, as far as a shopper's words for it differ from the catalog's. */
export type FieldKind = 'brand' | 'category' | 'colour' | 'gender' | 'material' | 'size' | 'other';

/**
 * Words for one thing in English, German and Chinese, folded. Behind the bar, in colours, shades: a shopper who asks for
 * blue is served with navy, and one who asks for navy with blue where the catalog has no navy.
 * No shade that is mostly something else in a shop: coffee, cherry, lime.
 */
const COLOURS = [
  'red rot 红色 红 | crimson scarlet burgundy maroon bordeaux weinrot dunkelrot 酒红色',
  'blue blau 蓝色 蓝 | navy cobalt azure indigo dunkelblau hellblau royal-blue sky-blue marineblau 深蓝色 天蓝色 藏青色',
  'green grun 绿色 绿 | olive emerald khaki-green oliv dunkelgrun hellgrun 墨绿色 军绿色',
  'black schwarz 黑色 黑 | jet-black anthracite-black',
  'white weiss 白色 白 | ivory off-white elfenbein 米白色',
  'grey gray grau 灰色 灰 | charcoal anthracite anthrazit dunkelgrau hellgrau 深灰色 浅灰色',
  'silver silbern silber 银色',
  'gold golden goldfarben 金色 | rose-gold 玫瑰金',
  'yellow gelb 黄色 黄 | mustard senfgelb 柠檬黄',
  'orange 橙色 橘色 | tangerine',
  'brown braun 棕色 褐色 咖啡色 | chestnut dunkelbraun hellbraun 巧克力色',
  'beige 米色 | creme 卡其色 khaki',
  'pink rosa 粉色 粉红色 | fuchsia magenta hot-pink 玫红色',
  'purple lila violett violet 紫色 紫 | lavender mauve lilac aubergine flieder',
  'turquoise turkis 青色 | teal aqua cyan',
  'transparent durchsichtig 透明',
  'multicolour multicolor multicoloured multicolored bunt mehrfarbig 多色 彩色',
];
const GENDERS = [
  "men men's mens male gents gentlemen herren manner 男士 男款 男式 男装 男",
  "women women's womens woman female ladies lady ladieswear damen frauen 女士 女款 女式 女装 女",
  'unisex 男女通用 中性',
  'boys boy jungen 男童',
  'girls girl madchen 女童',
  'kids kid children child childrens kinder 儿童 童装',
  'baby babies infant babys 婴儿 宝宝',
];
const MATERIALS = [
  'leather leder 皮革 真皮 皮',
  'suede wildleder 麂皮',
  'cotton baumwolle 纯棉 棉',
  'wool woolen woollen wolle 羊毛',
  'silk seide 真丝 丝绸',
  'linen leinen 亚麻',
  'wood wooden holz 实木 木',
  'metal metall 金属',
  'steel stahl 钢',
  'stainless-steel edelstahl 不锈钢',
  'aluminium aluminum alu 铝合金 铝',
  'plastic kunststoff plastik 塑料',
  'glass glas 玻璃',
  'ceramic keramik 陶瓷',
  'rubber gummi 橡胶',
  'velvet samt 天鹅绒',
  'bamboo bambus 竹',
  'fur pelz 皮草',
  'marble marmor 大理石',
  'daunen 羽绒',
];

export interface Equivalents {
  /** Words that mean the same, folded. */
  readonly same: readonly string[];
  /** Words that mean a kind of it. */
  readonly shades: readonly string[];
}

const read = (lines: readonly string[]): readonly Equivalents[] =>
  lines.map((line) => {
    const [same = '', shades = ''] = line.split('|');
    const words = (list: string) =>
      list
        .split(' ')
        .filter((word) => word !== '')
        .map((word) => word.replaceAll('-', ' '));
    return { same: words(same), shades: words(shades) };
  });

export const EQUIVALENTS: Readonly<Partial<Record<FieldKind, readonly Equivalents[]>>> = {
  colour: read(COLOURS),
  gender: read(GENDERS),
  material: read(MATERIALS),
};

/** Names of fields, in part; the item's own first. */
const KIND_NAMES: readonly (readonly [FieldKind, RegExp])[] = [
  ['brand', /^(?:brand|marke|品牌|manufacturer|hersteller)$/u],
  ['category', /^category$|product[ _-]?type|article[ _-]?type|^type$|产品类型|类目|produktart/u],
  ['colour', /colou?r|farbe|颜色/u],
  ['gender', /^(?:target[ _-]?)?gender$|geschlecht|^sex$|target[ _-]?group|audience|性别/u],
  ['material', /material|fabric|leather|stoff|材质|材料/u],
  ['size', /(?:^|[ _-])(?:size|grosse|groesse|尺码|尺寸)(?:$|[ _-](?:eu|us|uk))/u],
];

/** What a field is about, by its folded name. */
export function kindOf(field: string): FieldKind {
  return KIND_NAMES.find(([, pattern]) => pattern.test(field))?.[0] ?? 'other';
}
