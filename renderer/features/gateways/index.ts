export { GatewaysScreen } from './GatewaysScreen.tsx'
