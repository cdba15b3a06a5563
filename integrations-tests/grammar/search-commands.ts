import type { GrammarCommand } from './grammar-command.ts'

/** GNU grep over the files of some folders in the order of their names: its own order is the file system's. */
const grep = (flags: string, pattern: string, where: string): string =>
  `find ${where} -type f -print0 | sort -z | xargs -0 grep ${flags} -e '${pattern}'`

const rg = (flags: string, pattern: string, where = ''): string => `rg --sort path ${flags} -e '${pattern}' ${where}`

const GREP: readonly GrammarCommand[] = [
  { name: 'grep-n', needs: 'grep', run: grep('-nH', 'order', 'src/order.ts src/modules docs') },
  { name: 'grep-n-dot', needs: 'grep', run: grep('-nH', 'TODO', './src ./docs') },
  { name: 'grep-n-absolute', needs: 'grep', run: grep('-nH', 'export', '"$PWD/src/modules" "$PWD/src/money.ts"') },
  { name: 'grep-no-numbers', needs: 'grep', run: grep('-H', 'order', 'src/modules src/order.ts') },
  { name: 'grep-single', needs: 'grep', run: "grep -n 'order' src/order.ts" },
  { name: 'grep-single-context', needs: 'grep', run: "grep -n -C1 'order' src/order.ts" },
  { name: 'grep-context', needs: 'grep', run: grep('-nH -C2', 'TODO', 'src docs') },
  { name: 'grep-before', needs: 'grep', run: grep('-nH -B1', 'export', 'src/modules src/money.ts') },
  { name: 'grep-after', needs: 'grep', run: grep('-nH -A1', 'export', 'src/modules src/a-12-b.ts') },
  { name: 'grep-context-no-numbers', needs: 'grep', run: grep('-H -C1', 'TODO', 'src') },
  { name: 'grep-only', needs: 'grep', run: grep('-noH', 'order[A-Za-z.]*', 'src') },
  { name: 'grep-only-bytes', needs: 'grep', run: grep('-nboH', 'order', 'src/modules src/order.ts') },
  { name: 'grep-count', needs: 'grep', run: grep('-c', 'order', 'src docs') },
  { name: 'grep-null', needs: 'grep', run: grep('-nHZ', 'order', 'src/order.ts src/modules') },
  { name: 'grep-null-count', needs: 'grep', run: grep('-cZ', 'order', 'src') },
  { name: 'grep-binary', needs: 'grep', run: grep('-nH', 'order', 'assets src/modules') },
  { name: 'grep-missing', needs: 'grep', run: "grep -n 'order' src/order.ts src/absent.ts src/modules src/money.ts" },
  { name: 'grep-imitations', needs: 'grep', run: grep('-nH', 'order', 'docs') },
  { name: 'grep-initial-tab', needs: 'grep', run: grep('-nHT', 'order', 'src/order.ts src/modules') },
  { name: 'grep-carriage-returns', needs: 'grep', run: grep('-nH', 'r', 'src/windows.ts src/money.ts') },
  { name: 'grep-windows-paths', needs: 'grep', run: grep('-nH', 'order', 'src'), transform: 'windows-paths' },
  {
    name: 'grep-windows-absolute',
    needs: 'grep',
    run: grep('-nH -C1', 'TODO', '"$PWD/src"'),
    transform: 'windows',
  },
  { name: 'grep-crlf', needs: 'grep', run: grep('-nH', 'order', 'src/order.ts src/modules'), transform: 'crlf' },
  { name: 'git-grep', needs: 'git', run: "git grep -n 'order' -- src docs" },
  { name: 'git-grep-context', needs: 'git', run: "git grep -n -C1 'TODO'" },
  { name: 'git-grep-function', needs: 'git', run: "git grep -n -p 'TODO'" },
  { name: 'git-grep-count', needs: 'git', run: "git grep -c 'order'" },
  { name: 'git-grep-heading', needs: 'git', run: "git grep -n --heading 'order' -- src" },
  { name: 'git-grep-break', needs: 'git', run: "git grep -n --break --heading -C1 'TODO'" },
  { name: 'git-grep-column', needs: 'git', run: "git grep -n --column 'order' -- src" },
  { name: 'git-grep-revision', needs: 'git', run: "git grep -n 'order' v1.0.0 -- src/order.ts src/modules" },
  { name: 'git-grep-null', needs: 'git', run: "git grep -n -z 'order' -- src/order.ts src/modules" },
]

const RG: readonly GrammarCommand[] = [
  { name: 'rg-n', needs: 'rg', run: rg('-n --no-heading', 'order', 'src docs') },
  { name: 'rg-n-dot', needs: 'rg', run: rg('-n --no-heading', 'order', './src') },
  { name: 'rg-default', needs: 'rg', run: rg('', 'order', 'src') },
  { name: 'rg-heading', needs: 'rg', run: rg('-n --heading', 'order', 'src') },
  { name: 'rg-heading-context', needs: 'rg', run: rg('-n --heading -C1', 'TODO') },
  { name: 'rg-heading-no-numbers', needs: 'rg', run: rg('--heading -N', 'order', 'src') },
  { name: 'rg-context', needs: 'rg', run: rg('-n --no-heading -C2', 'TODO') },
  { name: 'rg-context-separator', needs: 'rg', run: rg("-n --no-heading -C1 --context-separator='...'", 'TODO') },
  { name: 'rg-single', needs: 'rg', run: rg('-n', 'order', 'src/order.ts') },
  { name: 'rg-only', needs: 'rg', run: rg('-n -o --no-heading', 'order[A-Za-z.]*', 'src') },
  { name: 'rg-count', needs: 'rg', run: rg('-c', 'order') },
  { name: 'rg-count-matches', needs: 'rg', run: rg('--count-matches --include-zero', 'order', 'src') },
  { name: 'rg-column', needs: 'rg', run: rg('--column --no-heading', 'order', 'src') },
  { name: 'rg-vimgrep', needs: 'rg', run: rg('--vimgrep', 'order', 'src/order.ts src/modules') },
  { name: 'rg-null', needs: 'rg', run: rg('-n -0 --no-heading', 'order', 'src/order.ts src/modules') },
  { name: 'rg-multiline', needs: 'rg', run: rg('-n -U --no-heading', 'interface[^}]*}', 'src') },
  { name: 'rg-pretty-plain', needs: 'rg', run: rg('-p --color never', 'order', 'src/modules src/money.ts') },
  { name: 'rg-stats', needs: 'rg', run: `${rg('-n --no-heading --stats', 'order', 'src')} | sed '/seconds/d'` },
  { name: 'rg-replace', needs: 'rg', run: rg("-n --no-heading -r 'request'", 'order', 'src') },
  { name: 'rg-max-columns', needs: 'rg', run: rg('-n --no-heading -M 60 --max-columns-preview', 'order', 'docs src') },
  { name: 'rg-agent', needs: 'rg', run: rg('-n --no-heading', 'order', '"$PWD/src"'), transform: 'agent-paths' },
  {
    name: 'rg-agent-context',
    needs: 'rg',
    run: rg('-n --no-heading -C2', 'TODO', '"$PWD"'),
    transform: 'agent-paths',
  },
  {
    name: 'rg-agent-paged',
    needs: 'rg',
    run: `${rg('-n --no-heading -B1', 'export', '"$PWD/src/modules"')}; printf '\\n\\n[Showing results with pagination = limit: 20]'`,
    transform: 'agent-paths',
  },
  { name: 'rg-windows-paths', needs: 'rg', run: rg('-n --no-heading', 'order', './src'), transform: 'windows' },
  { name: 'rg-windows-heading', needs: 'rg', run: rg('-n --heading', 'order', 'src'), transform: 'windows' },
]

const OTHERS: readonly GrammarCommand[] = [
  { name: 'ag-n', needs: 'ag', run: "ag --nogroup 'order' src | LC_ALL=C sort -t: -k1,1 -s" },
  { name: 'ag-column', needs: 'ag', run: "ag --nogroup --column 'order' src | LC_ALL=C sort -t: -k1,1 -s" },
  { name: 'ag-group', needs: 'ag', run: "ag --group --workers 1 'order' src/modules" },
  { name: 'ag-context', needs: 'ag', run: "ag --nogroup --workers 1 -C1 'TODO' src/order.ts src/money.ts" },
  { name: 'ag-count', needs: 'ag', run: "ag -c 'order' src | LC_ALL=C sort" },
  {
    name: 'ag-vimgrep',
    needs: 'ag',
    run: "ag --vimgrep 'order' src/order.ts src/modules src/money.ts | LC_ALL=C sort -t: -k1,1 -s",
  },
  { name: 'ack-n', needs: 'ack', run: "ack --sort-files --nogroup 'order' src" },
  { name: 'ack-group', needs: 'ack', run: "ack --sort-files --group 'order' src" },
  { name: 'ack-context', needs: 'ack', run: "ack --sort-files --nogroup -C1 'TODO' src" },
  { name: 'ack-count', needs: 'ack', run: "ack --sort-files -c 'order' src" },
  { name: 'ack-column', needs: 'ack', run: "ack --sort-files --nogroup --column 'order' src" },
]

/** Flag shapes of the tools that search in files. Orders that depend on threads or on the file system are sorted. */
export const commands: readonly GrammarCommand[] = [...GREP, ...RG, ...OTHERS]
