import type { GrammarCommand } from './grammar-command.ts'
import * as tables from './listing-tables.ts'

/** Paths in the order of their names: the file system's own order differs from machine to machine. */
const sorted = (find: string): string => `${find} | sort`
/** Every file but git's own, often enough for a list that is worth cutting at its directories. */
const FILES = 'find . -path ./.git -prune -o -type f -print'
/** Columns of which the owner and the links differ from machine to machine. */
const plain = (ls: string): string =>
  `${ls} -I .git | sed -E 's/^(total) [0-9]+/\\1 40/; s/ (root|[a-z_-]+) +(root|[a-z_-]+) / dev staff /'`

/** A table as a tool prints it that has nothing to tell here: no daemon runs, or every machine tells something else. */
const made = (text: string): string => `cat <<'END'\n${text}\nEND`
/** Packages of npm in a folder beside the playground, without a registry: one asks for a package that is not there. */
const PACKAGES = [
  'mkdir -p "$HOME/shop"',
  'cd "$HOME/shop"',
  'package() { mkdir -p "$1"; printf \'{"name":"%s","version":"%s","dependencies":{%s}}\' "$2" "$3" "$4" > "$1/package.json"; }',
  'package . shop 1.0.0 \'"money":"^1.0.0","orders":"^2.0.0","mail":"^1.0.0","absent":"^3.0.0"\'',
  'package node_modules/money money 1.2.0 \'"round":"^1.0.0"\'',
  'package node_modules/orders orders 2.1.3 \'"money":"^1.0.0","round":"^1.0.0","lines":"^1.0.0"\'',
  'package node_modules/round round 1.0.4 \'"digits":"*"\'',
  'package node_modules/digits digits 0.3.1',
  'package node_modules/lines lines 1.9.0 \'"digits":"*","round":"*"\'',
  'package node_modules/mail mail 1.0.0 \'"lines":"*","orders":"*","gone":"^1.0.0"\'',
].join('\n')
const npm = (line: string): string => `${PACKAGES}\n{ ${line}; } 2>/dev/null | sed "s#$HOME#/home/dev#"`
/** Listings in every shape that the usual tools write. */
export const commands: readonly GrammarCommand[] = [
  { name: 'ls-l', run: plain('ls -l --time-style=long-iso'), needs: 'ls' },
  { name: 'ls-la', run: plain('ls -la src'), needs: 'ls' },
  { name: 'ls-laR', run: plain('ls -laR --time-style=long-iso src docs'), needs: 'ls' },
  { name: 'ls-lR', run: plain('ls -lR --time-style=full-iso src'), needs: 'ls' },
  { name: 'ls-lh', run: plain('ls -lh'), needs: 'ls' },
  { name: 'ls-la-cut-short', run: `${plain('ls -la --time-style=long-iso')} | head -n 6`, needs: 'ls' },
  { name: 'ls-R', run: 'ls -R src docs', needs: 'ls' },
  { name: 'ls-1', run: 'ls -1 src', needs: 'ls' },
  { name: 'find', run: sorted(FILES), needs: 'find' },
  { name: 'find-all', run: sorted('find . -path ./.git -prune -o -print'), needs: 'find' },
  { name: 'find-twice', run: `${sorted(FILES)}; ${sorted(FILES)}; ${sorted(FILES)}`, needs: 'find' },
  {
    name: 'find-all-twice',
    run: `for n in 1 2 3; do ${sorted('find . -path ./.git -prune -o -print')}; done`,
    needs: 'find',
  },
  {
    name: 'find-absolute',
    run: `for n in 1 2 3; do ${sorted('find "$PWD" -path "$PWD/.git" -prune -o -type f -print')}; done`,
    needs: 'find',
  },
  { name: 'find-crlf', run: `for n in 1 2 3; do ${sorted(FILES)}; done`, needs: 'find', transform: 'crlf' },
  { name: 'find-directories', run: sorted("find . -path ./.git -prune -o -type d -printf '%p/\\n'"), needs: 'find' },
  { name: 'find-windows', run: sorted(FILES), needs: 'find', transform: 'windows' },
  { name: 'git-ls-files', run: 'for n in 1 2 3; do git ls-files; done', needs: 'git' },
  { name: 'git-ls-files-stage', run: 'for n in 1 2 3; do git ls-files --stage src; done', needs: 'git' },
  { name: 'rg-files', run: 'rg --files --sort path; rg --files --sort path', needs: 'rg' },
  { name: 'rg-l', run: "rg -l --sort path 'order'", needs: 'rg' },
  { name: 'git-status', run: 'git status', needs: 'git' },
  { name: 'git-status-short', run: 'git status --short --branch', needs: 'git' },
  { name: 'git-status-porcelain-2', run: 'git status --porcelain=2', needs: 'git' },
  { name: 'git-diff-name-status', run: 'git diff --name-status HEAD~2', needs: 'git' },
  { name: 'git-diff-numstat', run: 'git diff --numstat HEAD~2', needs: 'git' },
  { name: 'git-diff-stat', run: 'git diff --stat HEAD~2', needs: 'git' },
  { name: 'git-diff-stat-narrow', run: 'git diff --stat=40 HEAD~2', needs: 'git' },
  { name: 'git-log', run: 'git log', needs: 'git' },
  { name: 'git-log-decorated', run: 'git log --decorate', needs: 'git' },
  { name: 'git-log-stat', run: 'git log --stat', needs: 'git' },
  { name: 'git-log-stat-cut-short', run: 'git log --stat | head -n 21', needs: 'git' },
  { name: 'git-log-fuller', run: 'git log --format=fuller', needs: 'git' },
  { name: 'git-log-oneline', run: 'git log --oneline', needs: 'git' },
  { name: 'git-log-oneline-stat', run: 'git log --oneline --stat', needs: 'git' },
  { name: 'git-log-graph', run: 'git log --graph --oneline --all', needs: 'git' },
  { name: 'wc', run: `for n in 1 2 3; do ${sorted(FILES)} | tr '\\n' '\\0' | xargs -0 wc -l; done`, needs: 'wc' },
  { name: 'wc-all-counts', run: `${sorted(FILES)} | tr '\\n' '\\0' | xargs -0 wc`, needs: 'wc' },
  {
    name: 'du',
    run: 'for n in 1 2 3 4; do du -a --apparent-size --exclude=.git src docs; done | sort -k2',
    needs: 'du',
  },
  { name: 'sha256sum', run: 'find src -type f -print0 | sort -z | xargs -0 sha256sum', needs: 'sha256sum' },
  { name: 'tree', run: 'tree -a -I .git', needs: 'tree' },
  {
    name: 'ls-R-plain',
    run: 'ls -R src/modules src/generated; for n in 1 2 3; do echo; ls -R src/modules; done',
    needs: 'ls',
  },
  {
    name: 'git-status-many',
    run: 'for n in 1 2 3 4 5 6; do cp README.md "src/new-$n.ts"; done; git add src; git status',
    needs: 'git',
  },
  { name: 'npm-ls', run: npm('npm ls'), needs: 'npm' },
  { name: 'npm-ls-all', run: npm('for n in 1 2 3; do npm ls --all; done'), needs: 'npm' },
  { name: 'cargo-tree', run: made(tables.CRATES), needs: 'cat' },
  { name: 'kubectl-get-pods', run: made(tables.PODS), needs: 'cat' },
  { name: 'docker-ps', run: made(tables.CONTAINERS), needs: 'cat' },
  { name: 'docker-images', run: made(tables.IMAGES), needs: 'cat' },
  { name: 'ps-aux', run: made(tables.PROCESSES), needs: 'cat' },
  { name: 'ps-ef', run: made(tables.PROCESSES_EF), needs: 'cat' },
  { name: 'df-h', run: made(tables.DISKS), needs: 'cat' },
  { name: 'systemctl-list-units', run: made(tables.UNITS), needs: 'cat' },
  { name: 'npm-outdated', run: made(tables.OUTDATED), needs: 'cat' },
  { name: 'lsof', run: made(tables.OPEN_FILES), needs: 'cat' },
]
