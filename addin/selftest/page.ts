// taskpane.html?selftest=1: a plain page for whoever has a real Excel. Starts the cases, shows how far they are, and
// offers the answers as a file and as text to copy, because not every Excel lets a pane save files.
import { selftestInOffice } from '../excel/selftest/in-office.ts'
import type { SelftestProgress, SelftestResult } from './answer.ts'

const FILE_NAME = 'kehu-selftest.json'

const INSTRUCTIONS = {
  startEdit:
    'Double-click any cell, type a letter, do not press Enter. Then: 双击单元格，输入一个字母，不按回车',
  endEdit: 'Press Esc in the sheet. Then: 在表格里按 Esc',
  undo: 'Click into the sheet and press Ctrl+Z (⌘Z) once. Then: 在表格里按一次撤销',
}

const add = <K extends keyof HTMLElementTagNameMap>(
  parent: HTMLElement,
  name: K,
  text = '',
): HTMLElementTagNameMap[K] => {
  const element = document.createElement(name)
  element.textContent = text
  parent.append(element)
  return element
}

const clicked = (button: HTMLButtonElement): Promise<void> =>
  new Promise((resolve) => {
    button.addEventListener('click', () => resolve(), { once: true })
  })

/** Shows one instruction and waits until the person says that it is done. */
const askHands = async (place: HTMLElement, instruction: string): Promise<void> => {
  place.replaceChildren()
  add(place, 'p', instruction)
  const button = add(place, 'button', 'Done 完成')
  await clicked(button)
  place.replaceChildren()
}

const showResult = (place: HTMLElement, result: SelftestResult): void => {
  const text = `${JSON.stringify(result, null, 2)}\n`
  const link = add(place, 'a', `Save ${FILE_NAME} 保存`)
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = FILE_NAME
  add(place, 'p', 'Where nothing is saved, copy the text 无法保存时请复制:')
  const area = add(place, 'textarea', text)
  area.readOnly = true
  area.rows = 12
  area.style.width = '100%'
  area.setAttribute('aria-label', FILE_NAME)
  add(place, 'p', `Then: npm run -s conformance -- ${FILE_NAME}`)
}

const progressText = ({ done, total, id }: SelftestProgress): string =>
  id === null ? `${total} / ${total}` : `${done + 1} / ${total} ${id}`

/** Takes over the page. Manual steps are asked for only where the box is ticked. */
export const openSelftest = async (root: HTMLElement): Promise<void> => {
  root.replaceChildren()
  add(root, 'h1', 'Self-test 自检')
  add(
    root,
    'p',
    'Use an empty workbook. Each case makes a sheet of its own and removes it; nothing is sent anywhere. ' +
      '请用空白工作簿；每项检查用自己的工作表并随后删除，不会发送任何数据。',
  )
  const label = add(root, 'label')
  const box = add(label, 'input')
  box.type = 'checkbox'
  label.append(' with manual steps 包括手动步骤')
  const start = add(add(root, 'p'), 'button', 'Start 开始')
  const status = add(root, 'p')
  status.setAttribute('role', 'status')
  const place = add(root, 'div')
  await clicked(start)
  start.disabled = true
  const hands = (step: keyof typeof INSTRUCTIONS) => askHands(place, INSTRUCTIONS[step])
  const result = await selftestInOffice(
    (progress) => {
      status.textContent = progressText(progress)
    },
    box.checked ? { hands } : {},
  )
  if (result === null) status.textContent = 'This page is not inside Excel. 请在 Excel 里打开。'
  else showResult(place, result)
}
