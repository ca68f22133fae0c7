const MACHINE_FOLDER = /(?<![\w.:/~-])\/(?:home|root|work|Users)\/\w/
const REGISTRY = /"resolved":|https?:\/\/[\w.-]*(?:registry|artifactory|nexus)[\w.-]*\//i

/**
 * Lines that only make sense on one machine.
 * @param {string} file
 * @param {Buffer} content
 * @returns {string[]} `file:line: text`
 */
export function findWords(file, content) {
  if (content.includes(0)) return []
  const pattern = file === 'package-lock.json' ? REGISTRY : MACHINE_FOLDER
  return content
    .toString('utf8')
    .split('\n')
    .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 120)}`] : []))
}
