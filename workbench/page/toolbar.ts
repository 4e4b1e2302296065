// The line of buttons above the sheet, and the switches of person and language at its end.
import { make } from '../grid/dom.ts'
import type { DemoPerson } from './people.ts'
import { type Language, languages, type Texts, texts as allTexts } from './text/texts.ts'

export interface ToolbarActions {
  readonly open: (files: readonly File[]) => void
  readonly save: () => void
  readonly undo: () => void
  readonly redo: () => void
  readonly makeTable: () => void
  readonly filter: () => void
  /** @returns whether the pane is in sight now */
  readonly togglePane: () => boolean
  readonly choosePerson: (person: DemoPerson) => void
  readonly chooseLanguage: (language: Language) => void
}

type Label = (texts: Texts) => string

export class Toolbar {
  readonly element = make('header', 'top')
  private readonly title = make('h1')
  private readonly buttons = make('div', 'toolbar', { role: 'group' })
  private readonly file = make('input', '', { type: 'file', accept: '.csv,.tsv,.txt', hidden: '' })
  private readonly people = make('select')
  private readonly peopleLabel = make('label', 'switch')
  private readonly language = make('select')
  private readonly labels: (readonly [HTMLElement, Label])[] = []
  private readonly members: readonly DemoPerson[]

  constructor(members: readonly DemoPerson[], language: Language, actions: ToolbarActions) {
    this.members = members
    this.file.addEventListener('change', () => {
      actions.open([...(this.file.files ?? [])])
      this.file.value = ''
    })
    this.addButton(
      (texts) => texts.openCsv,
      () => this.file.click(),
    )
    this.addButton((texts) => texts.saveCsv, actions.save)
    this.addButton((texts) => texts.undo, actions.undo)
    this.addButton((texts) => texts.redo, actions.redo)
    this.addButton((texts) => texts.makeTable, actions.makeTable)
    this.addButton((texts) => texts.filter, actions.filter)
    const pane = this.addButton(
      (texts) => texts.togglePane,
      () => pane.setAttribute('aria-pressed', String(actions.togglePane())),
    )
    pane.setAttribute('aria-pressed', 'true')
    this.addSwitches(language, actions)
    this.element.append(this.title, this.buttons, this.peopleLabel, this.language, this.file)
  }

  setTexts(texts: Texts): void {
    this.title.textContent = texts.title
    this.buttons.setAttribute('aria-label', texts.toolbar)
    this.language.setAttribute('aria-label', texts.languageSwitch)
    for (const [element, label] of this.labels) element.textContent = label(texts)
    for (const [at, option] of [...this.people.options].entries()) {
      const person = this.members[at]
      if (person === undefined) continue
      option.textContent = `${person.name} · ${texts.roles[person.role] ?? person.role}`
    }
  }

  private addButton(label: Label, run: () => void): HTMLButtonElement {
    const button = make('button', 'tool', { type: 'button' })
    button.addEventListener('click', run)
    this.labels.push([button, label])
    this.buttons.append(button)
    return button
  }

  private addSwitches(language: Language, actions: ToolbarActions): void {
    const words = make('span')
    this.labels.push([words, (texts) => texts.person])
    this.peopleLabel.append(words, this.people)
    this.peopleLabel.hidden = this.members.length < 2
    for (const { id } of this.members) this.people.append(make('option', '', { value: id }))
    this.people.addEventListener('change', () => {
      const person = this.members[this.people.selectedIndex]
      if (person !== undefined) actions.choosePerson(person)
    })
    for (const name of languages) {
      const option = make('option', '', { value: name, lang: name })
      option.textContent = allTexts[name].language
      this.language.append(option)
    }
    this.language.value = language
    this.language.addEventListener('change', () => {
      const chosen = languages.find((name) => name === this.language.value)
      if (chosen !== undefined) actions.chooseLanguage(chosen)
    })
  }
}
