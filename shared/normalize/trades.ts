// Words of trade in company names, Chinese and English, and words that say nothing about which firm it is.
// The brand is what stands before them.
import { latinWords } from './latin.ts'

/** Longest first, so that 电子商务 is not taken for 商务. */
const hanTrades: readonly string[] = (
  '信息技术 信息科技 网络科技 网络技术 计算机 机械设备 机械制造 机械 机电设备 机电 建筑工程 建筑装饰 建筑 装饰工程 装饰设计 装饰 装修 ' +
  '医疗器械 医疗科技 医疗 医械 生物科技 生物技术 生物工程 生物 教育咨询 教育科技 教育培训 教育 培训 文化传播 文化传媒 文化创意 文化 广告传媒 广告 ' +
  '新材料 材料 新能源 环保科技 环保设备 环境工程 环境科技 环保 环境 汽车配件 汽车零部件 汽车服务 汽车销售 汽车用品 汽配 汽车 汽修 五金制品 五金机电 ' +
  '五金 塑胶制品 塑胶 塑料制品 塑料 橡胶 橡塑 服装 服饰 纺织品 纺织 针织 印染 皮革 皮具 鞋业 鞋材 箱包 化工 化学 投资管理 投资 商贸 贸易 经贸 ' +
  '工贸 科贸 外贸 餐饮管理 餐饮服务 餐饮 饮食 酒业 茶业 茶叶 饮料 房地产开发 房地产经纪 房地产 地产 置业 物业管理 物业服务 物业 软件开发 软件技术 软件 ' +
  '自动化设备 自动化 照明 灯饰 光电 包装材料 包装制品 包装 印刷包装 印刷 印务 彩印 纸业 纸品 农业发展 农业科技 农业 农牧 牧业 渔业 水产 种业 园林绿化 ' +
  '园林 园艺 进出口 国际贸易 国际 供应链管理 供应链 企业管理咨询 企业管理 管理咨询 商务咨询 信息咨询 咨询 顾问 人力资源 劳务派遣 劳务 人力 智能科技 ' +
  '智能装备 智能 科技发展 科技 电子商务 电子科技 电子 商务 实业 国际物流 国际货运代理 货运代理 货运 物流 快递 速递 仓储 运输 食品 粮油 ' +
  '技术开发 技术服务 技术 设备 装备 工程 发展 服务 制造 电器 电气 电力 电缆 线缆 电线 电池 电源 通信 通讯 能源 石油 石化 燃气 家具 家居 家电 家用纺织品 家用纺织 家纺 家政 ' +
  '珠宝 首饰 钟表 眼镜 酒店管理 酒店 宾馆 旅游 旅行社 国际旅行社 传媒 影视 管理 控股 网络 信息 开发 制品 工业 医药 药业 制药 大药房 药房 化妆品 日化 ' +
  '日用品 百货 超市 便利店 商场 半导体 芯片 精密机械 精密 精工 模具 数控 仪器仪表 仪器 仪表 阀门 水泵 泵业 轴承 紧固件 标准件 金属制品 金属材料 金属 ' +
  '钢铁 钢材 钢结构 铝业 铜业 不锈钢 建材 陶瓷 玻璃 木业 石材 水泥 门窗 幕墙 涂料 油漆 卫浴 洁具 厨具 厨卫 消防 安防 安全 保安 租赁 保险代理 保险 ' +
  '金融 基金管理 基金 资产管理 资产 财务咨询 财税 会计 税务 律师 法律 知识产权 专利 商标 检测 认证 测绘 勘察 设计 规划 监理 造价 招标 展览 展示 会展 ' +
  '礼品 玩具 体育用品 体育 健身 文体 文具 办公用品 办公设备 办公 游戏 动漫 数码 数据 大数据 云计算 互联网 系统集成 系统 集成 航空 船舶 海运 港口 铁路 ' +
  '水务 水利 制冷 空调 暖通 电梯 起重 矿业 矿山 美容 美发 美业 健康管理 健康 养老 康复 口腔 诊所 门诊部 医院 幼儿园 学校 中学 小学 饭店 酒楼 火锅 烘焙 ' +
  '咖啡 宠物 母婴 童装 内衣 洗涤 清洁 保洁 回收 再生资源 资源 产业 企业 事业 光学 显示 激光 丝网 灯具 电机 工艺品 工艺 丝绸 防水材料 防水 饰品 乐器 锁业 工具 刀具 管业 管道 管件 连接器 传感器 变压器 开关 农机 饲料 乳业 ' +
  '调味品 保健品 橱柜 地板 门业 窗帘 布艺 地毯 床上用品 家居用品 餐具 润滑油 香精香料 胶粘剂 涂装 钣金 铸造 锻造 热处理 电镀 冶金 耐火材料 磁性材料 ' +
  '集成电路 机器人 无人机 医学 科学 研究院 研究所 设计院 销售 经营 批发 零售 连锁'
)
  .split(' ')
  .toSorted((a, b) => b.length - a.length)
const hanTradeSet: ReadonlySet<string> = new Set(hanTrades)
const longestTrade = Math.max(...hanTrades.map((word) => word.length))

/** English words of trade and the Chinese ones that they stand for. */
const englishTrades: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'technology:科技 technologies:科技 tech:科技 science:科技 electronics:电子 electronic:电子 trading:贸易 trade:贸易 ' +
    'industrial:实业 industry:工业 industries:实业 information:信息 network:网络 networks:网络 machinery:机械 machine:机械 ' +
    'equipment:设备 logistics:物流 freight:货运 foods:食品 food:食品 medical:医疗 devices:器械 instruments:仪器 biotech:生物 ' +
    'biotechnology:生物 biological:生物 materials:材料 material:材料 chemical:化工 chemicals:化工 software:软件 ' +
    'lighting:照明 import:进出口 export:进出口 automation:自动化 automatic:自动化 packaging:包装 packing:包装 garment:服装 ' +
    'garments:服装 apparel:服装 clothing:服饰 textile:纺织 textiles:纺织 supply:供应链 printing:印刷 advertising:广告 ' +
    'culture:文化 media:传媒 education:教育 consulting:咨询 consultancy:咨询 investment:投资 estate:房地产 property:物业 ' +
    'construction:建筑 engineering:工程 decoration:装饰 environmental:环保 environment:环境 energy:能源 power:电力 ' +
    'electric:电气 electrical:电器 appliances:电器 furniture:家具 hardware:五金 plastic:塑胶 plastics:塑胶 rubber:橡胶 ' +
    'metal:金属 steel:钢铁 mold:模具 mould:模具 precision:精密 auto:汽车 automotive:汽车 automobile:汽车 parts:配件 ' +
    'catering:餐饮 agriculture:农业 agricultural:农业 pharmaceutical:医药 pharma:医药 cosmetics:化妆品 toys:玩具 ' +
    'gifts:礼品 jewelry:珠宝 jewellery:珠宝 optoelectronics:光电 semiconductor:半导体 communication:通信 ' +
    'communications:通信 telecom:通信 commerce:电子商务 development:发展 services:服务 service:服务 manufacturing:制造 ' +
    'international:国际 management:管理 enterprise:企业 enterprises:企业 products:制品 intelligent:智能 smart:智能 ' +
    'design:设计 travel:旅游 tourism:旅游 hotel:酒店 health:健康 healthcare:健康 finance:金融 insurance:保险 leasing:租赁 ' +
    'aluminium:铝业 aluminum:铝业 copper:铜业 optics:光学 optical:光学 display:显示 laser:激光 shoes:鞋业 footwear:鞋业 leather:皮革 bags:箱包 ' +
    'valve:阀门 valves:阀门 pump:泵业 pumps:泵业 bearing:轴承 bearings:轴承 cable:电缆 cables:电缆 wire:线缆 battery:电池 batteries:电池 ' +
    'motor:电机 motors:电机 robot:机器人 robotics:机器人 glass:玻璃 ceramics:陶瓷 ceramic:陶瓷 paper:纸业 wood:木业 stone:石材 tea:茶业 ' +
    'aquatic:水产 seafood:水产 tools:工具 tool:工具 locks:锁业 crafts:工艺品 silk:丝绸 knitting:针织 dyeing:印染 chip:芯片 film:影视 games:游戏 ' +
    'mesh:丝网 instrument:仪器 sensor:传感器 sensors:传感器 fastener:紧固件 fasteners:紧固件 pipe:管道 pipes:管道 fittings:管件 elevator:电梯 elevators:电梯 ' +
    'carpet:地毯 curtain:窗帘 curtains:窗帘 paint:涂料 paints:涂料 coating:涂料 coatings:涂料 connector:连接器 connectors:连接器 transformer:变压器 ' +
    'transformers:变压器 dairy:乳业 feed:饲料 stationery:文具 shipping:海运 aviation:航空 kitchenware:厨具 sanitary:卫浴 doors:门窗 cement:水泥 timber:木业'
  )
    .split(' ')
    .map((pair) => pair.split(':')),
)

/** By the word and by its short form (latin.ts), which names are read in. */
const tradeByWord = new Map(
  Object.entries(englishTrades).flatMap(([word, trade]) =>
    [word, ...latinWords(word)].map((form) => [form, trade] as const),
  ),
)

/** English trade word -> its Chinese one; null for any other word. */
export const tradeOfWord = (word: string): string | null => tradeByWord.get(word) ?? null

const tradeAtEnd = (text: string): string | null => {
  for (let length = Math.min(longestTrade, text.length - 2); length >= 2; length--) {
    const word = text.slice(text.length - length)
    if (hanTradeSet.has(word)) return word
  }
  return null
}

const generalTrades: ReadonlySet<string> = new Set(
  '科技 技术 实业 工业 发展 国际 贸易 商贸 服务 管理 企业 制品 设备 工程 网络 信息 开发 制造 产业'.split(
    ' ',
  ),
)
/** Does it name a trade of its own? 科技 and "technology" stand in names of every trade. */
export const isTellingTrade = (trade: string): boolean => !generalTrades.has(trade)

interface Split {
  readonly brand: string
  readonly trades: readonly string[]
}

/** 华达机械设备 -> 华达 + [机械设备]. At least two characters stay with the brand. */
export const splitTrades = (core: string): Split => {
  const trades: string[] = []
  let brand = core
  for (let i = 0; i < 5; i++) {
    const word = tradeAtEnd(brand)
    if (word === null) break
    trades.unshift(word)
    brand = brand.slice(0, brand.length - word.length)
  }
  return { brand, trades }
}

/** Are there two characters or more before the words of trade? 金石电子 yes, 电子 and 达电子 no. */
export const holdsBrand = (core: string): boolean => {
  const { brand } = splitTrades(core)
  if (hanTradeSet.has(brand)) return false
  const last = tradeAtEnd(`__${brand}`)
  return brand.length - (last?.length ?? 0) >= 2
}

/** Words for one trade; the same firm writes now one and now the other. */
const oneTrade: readonly (readonly [RegExp, string])[] = [
  [/茶业/gu, '茶叶'],
  [/泵业/gu, '水泵'],
  [/汽车零部件|汽配/gu, '汽车配件'],
  [/医械/gu, '医疗器械'],
  [/塑料/gu, '塑胶'],
  [/印务/gu, '印刷'],
  [/家用纺织品?/gu, '家纺'],
  [/通讯/gu, '通信'],
  [/灯饰/gu, '灯具'],
  [/速递/gu, '快递'],
]
const hasOtherWord = new RegExp(oneTrade.map(([word]) => word.source).join('|'), 'u')
const plainTrade = (trade: string): string =>
  hasOtherWord.test(trade)
    ? oneTrade.reduce((text, [word, plain]) => text.replace(word, plain), trade)
    : trade

/** 2 equal; 1 one says less; 0 they contradict: 科技 and 环保科技 of one brand are two firms. */
export const tradeAgreement = (a: string, b: string): 0 | 1 | 2 => {
  if (a === b) return 2
  if (a.startsWith(b) || b.startsWith(a)) return 1
  const [x, y] = [plainTrade(a), plainTrade(b)]
  return x.startsWith(y) || y.startsWith(x) ? 1 : 0
}
