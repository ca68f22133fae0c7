export { CounterScreen } from './CounterScreen.tsx'
