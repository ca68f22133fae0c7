export { ServiceScreen } from './ServiceScreen.tsx'
