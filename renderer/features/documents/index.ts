export { BatchDialog } from './BatchDialog.tsx'
export { DocumentActions } from './DocumentActions.tsx'
export { DocumentDialog } from './DocumentDialog.tsx'
export { StatementDialog } from './StatementDialog.tsx'
