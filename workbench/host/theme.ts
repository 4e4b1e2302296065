// The colours of Office that a pane on Windows is told: four numbers 0xRRGGBB as JSON text. The
// client turns every member into a colour such as #e6e6e6, so that nothing else can stand there
// (S: excel-win32-16.01.debug.js, OfficeThemeManager). Excel on the web tells none (#6134).

/** Measured in Office's Colorful and Dark Gray (OfficeDev/office-ui-fabric-core#732). */
const THEMES = {
  light: {
    bodyBackgroundColor: 0xe6e6e6,
    bodyForegroundColor: 0x444444,
    controlBackgroundColor: 0xfdfdfd,
    controlForegroundColor: 0x444444,
  },
  dark: {
    bodyBackgroundColor: 0x6a6a6a,
    bodyForegroundColor: 0xf0f0f0,
    controlBackgroundColor: 0xd4d4d4,
    controlForegroundColor: 0x262626,
  },
} as const

export function themeInfo(isDark: boolean): string {
  return JSON.stringify(THEMES[isDark ? 'dark' : 'light'])
}
