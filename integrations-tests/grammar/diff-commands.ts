import type { GrammarCommand } from './grammar-command.ts'

/** The commit that renames, deletes and changes a mode, and the one before it. */
const RENAMING = 'main~2 main~1'
/** The same time for whatever a line commits or writes. */
const DATE = '2026-01-10T09:30:00Z'

/** A line that changes files, run in a copy of the playground. */
function inCopy(run: string): string {
  const dates = `export GIT_AUTHOR_DATE=${DATE} GIT_COMMITTER_DATE=${DATE}`
  return `(cp -a . "$HOME/copy" && cd "$HOME/copy" && ${dates} && ${run}); rm -rf "$HOME/copy"`
}

/** Sets the time of all files in folders, which `diff` prints. */
function touch(folders: string): string {
  return `find ${folders} -exec touch -d ${DATE} {} +`
}

/** Diffs in every shape that git and diff write. */
export const commands: readonly GrammarCommand[] = [
  { name: 'git-diff', run: 'git diff', needs: 'git' },
  { name: 'git-diff-cached', run: 'git diff --cached', needs: 'git' },
  { name: 'git-diff-no-context', run: 'git diff -U0', needs: 'git' },
  { name: 'git-diff-wide-context', run: 'git diff -U10 -- src', needs: 'git' },
  { name: 'git-diff-whole-function', run: 'git diff -W -- src/order.ts', needs: 'git' },
  { name: 'git-diff-no-prefix', run: 'git diff --no-prefix', needs: 'git' },
  { name: 'git-diff-mnemonic-prefix', run: 'git -c diff.mnemonicPrefix=true diff', needs: 'git' },
  { name: 'git-diff-full-index', run: 'git diff --full-index -- src', needs: 'git' },
  { name: 'git-diff-stat-and-patch', run: 'git diff --stat --patch', needs: 'git' },
  { name: 'git-diff-lock-file', run: 'git diff -- package-lock.json', needs: 'git' },
  { name: 'git-diff-renames', run: `git diff -M ${RENAMING} -- src docs scripts`, needs: 'git' },
  { name: 'git-diff-no-renames', run: `git diff --no-renames ${RENAMING} -- src docs`, needs: 'git' },
  { name: 'git-diff-word-diff', run: 'git diff --word-diff', needs: 'git' },
  { name: 'git-diff-word-diff-porcelain', run: 'git diff --word-diff=porcelain', needs: 'git' },
  { name: 'git-diff-color', run: 'git diff --color=always -- src', needs: 'git' },
  { name: 'git-diff-head-cut-short', run: 'git diff | head -n 30', needs: 'git' },
  { name: 'git-diff-crlf', run: 'git diff', needs: 'git', transform: 'crlf' },
  {
    name: 'git-diff-rename-with-changes',
    run: inCopy(
      `git mv src/money.ts 'src/money of all.ts' && sed -i 's/USD/CHF/' 'src/money of all.ts' && git diff -M HEAD -- src/money.ts 'src/money of all.ts'`,
    ),
    needs: 'git',
  },
  {
    name: 'git-diff-copy',
    run: inCopy(
      `cp src/money.ts src/copied.ts && sed -i 's/USD/CHF/' src/copied.ts && git add src/copied.ts && git diff --cached -C --find-copies-harder -- src/copied.ts`,
    ),
    needs: 'git',
  },
  {
    name: 'git-diff-mode',
    run: inCopy(
      `chmod 755 src/money.ts && sed -i 's/USD/CHF/' src/money.ts && chmod 755 src/order.test.ts && git diff -- src/money.ts src/order.test.ts`,
    ),
    needs: 'git',
  },
  {
    name: 'git-diff-no-line-feed-at-the-end',
    run: inCopy(`printf 'export const last = 1' >> src/money.ts && git diff -- src/money.ts`),
    needs: 'git',
  },
  {
    name: 'git-diff-quoted-paths',
    run: inCopy(`git add -N . && printf 'x\\n' >> 'src/über größe.ts' && git diff -- 'src/über größe.ts' notes`),
    needs: 'git',
  },
  {
    name: 'git-diff-moved-and-deleted',
    run: inCopy(
      `git stash -q && mkdir -p vendor/lib vendor/lib2 && seq 60 > vendor/lib/old.c && git add vendor && git commit -qm vendored && git mv vendor/lib/old.c vendor/lib2/new.c && echo more >> vendor/lib2/new.c && git rm -q package-lock.json && git diff -M HEAD -- vendor package-lock.json`,
    ),
    needs: 'git',
  },
  {
    name: 'git-diff-in-a-wrapper',
    run: `printf '<returncode>0</returncode>\n<output>\n'; git diff -- src; printf '</output>\n'`,
    needs: 'git',
  },
  {
    name: 'git-diff-binary',
    run: inCopy(`printf 'more' >> assets/pixel.bin && git diff -- assets src/order.ts`),
    needs: 'git',
  },
  {
    name: 'git-diff-binary-patch',
    run: inCopy(`printf 'more' >> assets/pixel.bin && git diff --binary -- assets src/order.ts`),
    needs: 'git',
  },
  {
    name: 'git-diff-combined',
    run: inCopy(
      `git stash -q && git checkout -q -b one && sed -i 's/needs a line/needs one line/' src/order.ts && git commit -qam one && git checkout -q -b two HEAD~1 && sed -i 's/needs a line/needs two lines/' src/order.ts && git commit -qam two; git merge one >/dev/null; git diff`,
    ),
    needs: 'git',
  },
  {
    name: 'git-show-combined',
    run: inCopy(
      `git stash -q && git checkout -q -b one && sed -i 's/needs a line/needs one line/' src/order.ts && git commit -qam one && git checkout -q -b two HEAD~1 && sed -i 's/needs a line/needs two lines/' src/order.ts && git commit -qam two; git merge one >/dev/null; git checkout -q --ours src/order.ts && sed -i 's/needs two lines/needs three lines/' src/order.ts && git commit -qam both; git show`,
    ),
    needs: 'git',
  },
  { name: 'git-show', run: 'git show HEAD~1', needs: 'git' },
  { name: 'git-show-stat-and-patch', run: 'git show --stat --patch feature/refunds', needs: 'git' },
  { name: 'git-show-first-parent', run: 'git show -m --first-parent HEAD', needs: 'git' },
  { name: 'git-log-patch', run: 'git log -p -n 3 -- src', needs: 'git' },
  { name: 'git-log-patch-oneline', run: 'git log -p --oneline -n 3 -- src', needs: 'git' },
  { name: 'git-log-patch-of-one-file', run: 'git log -p -n 3 -- src/order.ts', needs: 'git' },
  { name: 'git-log-patch-graph', run: 'git log -p --graph -n 2 -- src/refund.ts src/order.ts', needs: 'git' },
  { name: 'git-stash-show', run: inCopy('git stash -q && git stash show -p'), needs: 'git' },
  { name: 'git-format-patch', run: 'git format-patch --stdout -1 feature/refunds', needs: 'git' },
  { name: 'git-diff-no-index', run: 'git diff --no-index src/money.ts src/refund.ts', needs: 'git' },
  { name: 'git-diff-after-status', run: 'git status --short && git diff', needs: 'git' },
  {
    name: 'git-range-diff',
    run: inCopy(
      `git stash -q && git checkout -q -b again feature/refunds && sed -i 's/-totalOf/- totalOf/' src/refund.ts && git commit -qa --amend --no-edit && git range-diff main~2 feature/refunds again`,
    ),
    needs: 'git',
  },
  { name: 'diff-u', run: 'diff -u src/money.ts src/refund.ts', needs: 'diff' },
  { name: 'diff-u-labels', run: 'diff -u --label old --label new src/money.ts src/refund.ts', needs: 'diff' },
  { name: 'diff-u-no-context', run: 'diff -U0 src/money.ts src/refund.ts', needs: 'diff' },
  { name: 'diff-u-function', run: 'diff -up src/money.ts src/refund.ts', needs: 'diff' },
  {
    name: 'diff-ru',
    run: inCopy(
      `cp -a src other && sed -i 's/order/orders/' other/order.ts other/windows.ts 'other/staged only.ts' && rm other/refund.ts && printf 'a\\0b' > other/binary && printf 'a\\0c' > src/binary && ${touch('src other')} && diff -ru src other`,
    ),
    needs: 'diff',
  },
  {
    name: 'diff-Nur',
    run: inCopy(
      `cp -a src other && rm other/refund.ts && printf 'new' > 'other/a new file.ts' && ${touch('src other')} && diff -Nur src other`,
    ),
    needs: 'diff',
  },
  {
    name: 'diff-rq',
    run: inCopy(
      `cp -a src other && rm other/refund.ts && sed -i 's/order/orders/' other/order.ts && diff -rq src other`,
    ),
    needs: 'diff',
  },
  { name: 'diff-normal', run: 'diff src/money.ts src/refund.ts', needs: 'diff' },
  { name: 'diff-context', run: 'diff -c src/money.ts src/refund.ts', needs: 'diff' },
  { name: 'diff-side-by-side', run: 'diff -y -W 80 src/money.ts src/refund.ts', needs: 'diff' },
  {
    name: 'svn-like',
    run: `printf 'Index: src/money.ts\\n%s\\n' "$(printf '=%.0s' $(seq 67))"; diff -u src/money.ts src/refund.ts`,
    needs: 'diff',
  },
]
