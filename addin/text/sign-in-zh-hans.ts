// 登录面板的其他方式，简体中文。
import type { SignInTexts } from './sign-in-en.ts'

export const signInZhHans: SignInTexts = {
  'ways.title': '还没有密钥？',
  'ways.join': '我有邀请码',
  'ways.account': '使用 Microsoft 账号',
  'ways.setUp': '创建组织',

  'join.hint':
    '邀请码由主管发给您，例如 ABCDE-FGHJK-MNPQR-STVWX，只能使用一次；大小写和短横线不影响。',
  'join.linkHint': '您的 Microsoft 账号还不是这里的成员。输入主管发给您的邀请码即可加入。',
  'join.code': '邀请码',
  'join.empty': '请输入邀请码。',
  'join.go': '加入',
  'join.busy': '正在加入…',

  'key.welcome': '{name}，欢迎加入{org}',
  'key.keep':
    '这是您的个人密钥，只显示这一次，请存入密码管理器。{day}之前，每次重新打开面板都要用它。',
  'key.label': '您的个人密钥',
  'key.goOn': '已保存，继续',

  'setUp.hint':
    '这台服务器还没有组织。由部署服务器的人在这里创建，只能创建一次；创建者即首位管理员。',
  'setUp.secret': '设置口令',
  'setUp.secret.wrong': '请输入 npm run deploy 显示的口令。',
  'setUp.name': '组织名称',
  'setUp.name.wrong': '请输入名称，一行，最多 60 个字。',
  'setUp.country': '地区',
  'setUp.currency': '货币',
  'setUp.currency.wrong': '请输入三个字母，例如 CNY。',
  'setUp.timeZone': '时区',
  'setUp.timeZone.wrong': '请输入时区，例如 Asia/Shanghai。',
  'setUp.admin': '您的姓名',
  'setUp.admin.wrong': '请输入姓名，一行，最多 60 个字。',
  'setUp.go': '创建',
  'setUp.busy': '正在创建…',
  'setUp.closed': '口令不对，或设置已关闭。请重新复制口令。',

  'country.CN': '中国大陆',
  'country.TW': '台湾',
  'country.HK': '香港',
  'country.MO': '澳门',

  'end.title.some': '您的密钥 {days} 天后到期（{day}）',
  'end.title.one': '您的密钥一天内到期（{day}）',
  'end.text': '现在换一把新密钥，就不用再请人邀请。',
  'end.go': '更换密钥',
  'end.busy': '正在更换…',
  'end.done': '这是您的新密钥，{day}到期',
  'end.doneText': '只显示这一次，请存入密码管理器，替换旧密钥。旧密钥还能用一天。',
  'end.kept': '已保存',
}
