export { StatementImportScreen } from './import/StatementImportScreen.tsx'
export { ReconciliationScreen } from './ReconciliationScreen.tsx'
