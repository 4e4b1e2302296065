// Why a field of merged rows has its value, and what stays when a merge is taken back, in Simplified Chinese.
import type { mergeEn } from './merge-en.ts'

export const mergeZhHans: Readonly<Record<keyof typeof mergeEn, string>> = {
  'merge.rule.same': '各行一致',
  'merge.rule.only': '只有一行有内容',
  'merge.rule.verified': '取最近核实的一行',
  'merge.rule.newest': '取最近修改的一行',
  'merge.rule.full_name': '取登记全称，否则取最长的',
  'merge.rule.union': '全部合在一起',
  'merge.rule.valid': '只有这一个通过校验',
  'merge.rule.withdrawal': '有一行说不，就一直是不',
  'merge.rule.latest': '取最晚的日期',
  'merge.rule.winner': '取保留的一行',
  'merge.rule.together': '与同一行的另一项一起取',
  'merge.rule.chosen': '手工选择',
  'merge.rule.typed': '手工填写',
  'merge.refused.changed': '这一行刚刚有改动，请再看一次',
  'merge.refused.gone': '已归档，或已并入别的客户',
  'merge.refused.forbidden': '您不能合并这一行，请找主管',
  'unmerge.refused.forbidden': '没有您可以撤销的这次合并',
  'unmerge.refused.merged_on': '这位客户后来又并入了别的客户，请先撤销那一次',
  'unmerge.refused.archived': '这位客户已归档，请先恢复',
  'unmerge.refused.busy': '这些行正在改动，请再试一次',
  'unmerge.kept.changed': '之后有改动，保持现状',
  'unmerge.kept.moved': '现在属于别的客户',
  'unmerge.kept.archived': '之后已归档，仍为归档',
  'unmerge.kept.added': '合并之后新增，留在这位客户名下',
}
