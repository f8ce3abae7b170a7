import jprisma from './index.cjs'

export const { start } = jprisma
