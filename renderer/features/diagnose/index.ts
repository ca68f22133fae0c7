export { DiagnoseButton } from './DiagnoseButton.tsx'
