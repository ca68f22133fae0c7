export { makeBackup, takeBackup } from './desk.ts'
export { compareBackups } from './diff.ts'
export { listBackups } from './store.ts'
