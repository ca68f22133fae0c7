export { type CsvCell, type CsvFormat, toCsv } from '../../../contract/csv.ts'
