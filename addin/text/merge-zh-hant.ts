// Why a field of merged rows has its value, and what stays when a merge is taken back, in Traditional Chinese.
import type { mergeEn } from './merge-en.ts'

export const mergeZhHant: Readonly<Record<keyof typeof mergeEn, string>> = {
  'merge.rule.same': '各列一致',
  'merge.rule.only': '只有一列有內容',
  'merge.rule.verified': '取最近核實的一列',
  'merge.rule.newest': '取最近修改的一列',
  'merge.rule.full_name': '取登記全稱，否則取最長的',
  'merge.rule.union': '全部合在一起',
  'merge.rule.valid': '只有這一個通過校驗',
  'merge.rule.withdrawal': '有一列說不，就一直是不',
  'merge.rule.latest': '取最晚的日期',
  'merge.rule.winner': '取保留的一列',
  'merge.rule.together': '與同一列的另一項一起取',
  'merge.rule.chosen': '手工選擇',
  'merge.rule.typed': '手工填寫',
  'merge.refused.changed': '這一列剛剛有改動，請再看一次',
  'merge.refused.gone': '已封存，或已併入別的客戶',
  'merge.refused.forbidden': '您不能合併這一列，請找主管',
  'unmerge.refused.forbidden': '沒有您可以復原的這次合併',
  'unmerge.refused.merged_on': '這位客戶後來又併入了別的客戶，請先復原那一次',
  'unmerge.refused.archived': '這位客戶已封存，請先恢復',
  'unmerge.refused.busy': '這些列正在改動，請再試一次',
  'unmerge.kept.changed': '之後有改動，保持現狀',
  'unmerge.kept.moved': '現在屬於別的客戶',
  'unmerge.kept.archived': '之後已封存，仍為封存',
  'unmerge.kept.added': '合併之後新增，留在這位客戶名下',
}
