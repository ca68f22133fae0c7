export { CajaScreen } from './CajaScreen.tsx'
export { NewRoundScreen } from './rounds/NewRoundScreen.tsx'
export { RoundScreen } from './rounds/RoundScreen.tsx'
