// Chinese surnames as they are spelt in Hong Kong, Macau, Taiwan and abroad. Pinyin is not listed: pinyin.ts has it.

const spellings: ReadonlyMap<string, string> = new Map(
  (
    'chan:陈 wong:王黄 lee:李 cheung:张章 lam:林蓝 ng:吴伍 chow:周邹 leung:梁 cheng:郑程 ho:何 lau:刘 yeung:杨 tsang:曾 kwok:郭 fung:冯 ' +
    'yip:叶 hui:许 chu:朱 tang:邓唐 tam:谭 so:苏 mak:麦 lo:罗卢 law:罗 yuen:袁阮 choi:蔡 pang:彭 poon:潘 siu:萧 tse:谢 hung:洪孔 au:区 ' +
    'kwan:关 chiu:赵 lui:吕雷 chui:徐崔 szeto:司徒 auyeung:欧阳 auyang:欧阳 kong:江 mok:莫 pun:潘 sin:冼 sze:施 ting:丁 tong:唐汤 tsui:徐 ' +
    'wan:尹温 yau:邱 yiu:姚 yu:余于 chung:钟 chin:钱 hsu:徐许 hsieh:谢 tsai:蔡 chang:张 chiang:江蒋 kuo:郭 chou:周 tseng:曾 chien:简钱 ' +
    'hsiao:萧 teng:邓 pai:白 kao:高 ko:柯 ke:柯 tu:杜 chao:赵 chuang:庄 hsiung:熊 hsueh:薛 kung:孔龚 liao:廖 lu:吕卢陆 pan:潘 shih:石施 ' +
    'sung:宋 tai:戴 tsao:曹 weng:翁 yeh:叶 yen:颜严 chia:贾 chiu:邱赵 tan:陈 lim:林 goh:吴 teo:张 ong:王 koh:许 low:刘 yap:叶 oh:吴 gan:颜'
  )
    .split(' ')
    .map((pair): [string, string] => [
      pair.slice(0, pair.indexOf(':')),
      pair.slice(pair.indexOf(':') + 1),
    ]),
)
const doubles = ['司徒', '欧阳']

/** The surnames (Simplified) that a Latin word can spell; none for any other word. */
export const surnamesSpelt = (word: string): readonly string[] => {
  const found = spellings.get(word) ?? ''
  return doubles.includes(found) ? [found] : Array.from(found)
}
