export { makeBackup } from './desk.ts'
export { compareBackups } from './diff.ts'
export { listBackups, openBackup } from './store.ts'
