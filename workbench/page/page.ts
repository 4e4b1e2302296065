// The page: the sheet, the bars around it and the pane beside it, put together; and the two switches
// that reach all of them, of the person and of the language.
import { make } from '../grid/dom.ts'
import { openGrid, type OpenGrid } from '../grid/open-grid.ts'
import type { SheetGrid } from '../grid/sheet-grid.ts'
import { Bars } from './bars.ts'
import { type DeskHome, Desks } from './desks.ts'
import { openCsv, saveCsv } from './files.ts'
import { Notice } from './notice.ts'
import { PaneDock } from './pane-dock.ts'
import { type DemoPerson, NOBODY } from './people.ts'
import { SheetTabs } from './sheet-tabs.ts'
import { type Language, type Texts, texts } from './text/texts.ts'
import { Toolbar } from './toolbar.ts'

export interface PageOptions {
  readonly root: HTMLElement
  readonly people: readonly DemoPerson[]
  /** Path of the pane's page; undefined where there is none. */
  readonly panePage: string | undefined
  readonly language: Language
}

export class Page {
  readonly grid: SheetGrid
  desk: DeskHome
  private readonly root: HTMLElement
  private readonly opened: OpenGrid
  private readonly desks: Desks
  private readonly dock = new PaneDock()
  private readonly notice = new Notice()
  private readonly missing = make('p', 'pane-missing')
  private readonly parts: readonly { setTexts(texts: Texts): void }[]
  private language: Language

  constructor({ root, people, panePage, language }: PageOptions) {
    this.root = root
    this.language = language
    root.append(this.dock.element)
    if (panePage === undefined) this.dock.home.append(this.missing)
    this.desks = new Desks({
      panePage,
      dock: this.dock.home,
      onAnswer: () => this.grid.changed(),
      onPaneFailure: () => this.notice.say(this.texts.paneFailed),
      onPaneLeave: () => this.opened.editor.focus(),
    })
    this.desk = this.desks.show(people[0] ?? NOBODY, this.texts)
    this.opened = openGrid({
      desk: this.desk,
      texts: this.texts.grid,
      say: (text) => this.notice.say(text),
    })
    this.grid = this.opened.grid
    const bars = new Bars(this.opened, this.texts)
    const tabs = new SheetTabs(this.grid, this.texts, () => this.opened.editor.focus())
    const toolbar = this.makeToolbar(people)
    this.parts = [toolbar, bars, tabs, this.dock]
    const [main, foot] = [make('main', 'sheet'), make('footer', 'foot')]
    main.append(bars.top, this.grid.element)
    foot.append(tabs.element, bars.status)
    root.prepend(toolbar.element, main)
    root.append(foot, this.notice.element)
    this.receiveDrops()
    this.setTexts()
    this.opened.editor.focus()
  }

  private get texts(): Texts {
    return texts[this.language]
  }

  private makeToolbar(people: readonly DemoPerson[]): Toolbar {
    const { editor, run } = this.opened
    const withFocus = (action: () => void) => (): void => {
      action()
      editor.focus()
    }
    return new Toolbar(people, this.language, {
      open: (files) => void this.open(files),
      save: withFocus(() => this.save()),
      undo: withFocus(() => run('undo')),
      redo: withFocus(() => run('redo')),
      makeTable: withFocus(() => run('makeTable')),
      filter: () => run('columnMenu'),
      togglePane: () => {
        this.dock.element.hidden = !this.dock.element.hidden
        return !this.dock.element.hidden
      },
      choosePerson: (person) => this.choosePerson(person),
      chooseLanguage: (language) => {
        this.language = language
        this.setTexts()
        this.desks.restartPanes(this.desk, this.texts)
      },
    })
  }

  private choosePerson(person: DemoPerson): void {
    const { editor } = this.opened
    if (editor.isEditing) editor.cancel()
    this.desk = this.desks.show(person, this.texts)
    this.grid.open(this.desk)
    editor.focus()
  }

  private async open(files: readonly File[]): Promise<void> {
    for (const file of files) {
      const opened = await openCsv(this.desk.book, file, this.language)
      this.notice.say(
        opened === undefined
          ? this.texts.tooLarge(file.name)
          : this.texts.opened(file.name, opened.rows),
      )
    }
    this.grid.changed()
    this.opened.editor.focus()
  }

  private save(): void {
    const { name, formulaLike } = saveCsv(this.grid.sheet, this.desk.book.date1904)
    this.notice.say(
      formulaLike === 0
        ? this.texts.saved(name)
        : this.texts.savedWithFormulaLike(name, formulaLike),
    )
  }

  private setTexts(): void {
    const words = this.texts
    document.documentElement.lang = this.language
    document.title = words.title
    this.root.dataset['drop'] = words.dropHere
    this.missing.textContent = words.paneMissing
    this.grid.setTexts(words.grid)
    for (const part of this.parts) part.setTexts(words)
  }

  private receiveDrops(): void {
    const { root } = this
    root.addEventListener('dragover', (event) => {
      event.preventDefault()
      root.classList.add('dropping')
    })
    root.addEventListener('dragleave', (event) => {
      if (event.relatedTarget === null) root.classList.remove('dropping')
    })
    root.addEventListener('drop', (event) => {
      event.preventDefault()
      root.classList.remove('dropping')
      void this.open([...(event.dataTransfer?.files ?? [])])
    })
  }
}
