export { PrinterSection } from './PrinterSection.tsx'
export { TicketsMenu } from './TicketsMenu.tsx'
