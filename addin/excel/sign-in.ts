// What Office does for signing in: whether Excel can ask for a Microsoft account by itself, and a dialog where it
// cannot. Nobody has seen either with a real tenant yet.

/** Nested app authentication: Excel for the web, and Excel of Microsoft 365 on Windows and Mac. */
export const hasNestedAuth = (): boolean =>
  Office.context.requirements.isSetSupported('NestedAppAuth', '1.1')

/** Per cent of the screen. */
const SIZE = { height: 60, width: 30 }

/**
 * Opens a page of ours and waits for the one thing that it says.
 *
 * @returns null: it was closed, or could not be shown
 */
export const askInDialog = (address: string): Promise<string | null> =>
  new Promise((resolve) => {
    Office.context.ui.displayDialogAsync(address, SIZE, ({ status, value: dialog }) => {
      if (status !== Office.AsyncResultStatus.Succeeded) return resolve(null)
      dialog.addEventHandler(Office.EventType.DialogMessageReceived, (said) => {
        dialog.close()
        resolve('message' in said ? said.message : null)
      })
      // Closed by its user, or its page could not be loaded.
      dialog.addEventHandler(Office.EventType.DialogEventReceived, () => resolve(null))
    })
  })

/** In the dialog: said to the pane that opened it, on the same origin. */
export const tellPane = (text: string): void => Office.context.ui.messageParent(text)
