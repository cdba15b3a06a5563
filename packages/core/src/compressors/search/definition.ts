/** Keywords that declare a name, in the languages that are searched most. */
const KEYWORD =
  /(?:^|[\s(])(?:function|class|interface|type|enum|struct|trait|impl|module|namespace|package|def|func|fn|macro_rules!|const|let|var|val)\s+[(*&]?[\p{L}_$]/u
/** Characters that are looked at: a declaration says so at its start. */
const LOOK = 200

/** Whether a matching line (its number first) declares something, rather than uses it. */
export function isDefinition(line: string): boolean {
  return KEYWORD.test(line.slice(0, LOOK))
}
