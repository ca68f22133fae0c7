export { DueBanner } from './DueBanner.tsx'
export { RunDetailScreen } from './RunDetailScreen.tsx'
export { RunScreen } from './RunScreen.tsx'
export { RunsScreen } from './RunsScreen.tsx'
