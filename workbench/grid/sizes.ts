// The fixed measures of the sheet in pixels; grid.css has the same.

export const ROW_HEIGHT = 22
export const HEAD_HEIGHT = 24
export const HEAD_WIDTH = 56
