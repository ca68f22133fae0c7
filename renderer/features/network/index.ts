export { DevicesScreen } from './DevicesScreen.tsx'
export { RedTabs } from './RedTabs.tsx'
