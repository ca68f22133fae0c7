export { CutRunScreen } from './CutRunScreen.tsx'
export { CutRunsScreen } from './CutRunsScreen.tsx'
export { CutsScreen } from './CutsScreen.tsx'
