/** Rows as tabwriter of Go sets them, in which docker and kubectl print: each column as wide as its widest cell and a gap. */
function tabbed(rows: readonly string[], gap = 3): string {
  const cells = rows.map((row) => row.split('|'))
  const widths = (cells[0] ?? []).map((_, at) => Math.max(...cells.map((row) => (row[at] ?? '').length)) + gap)
  return lines(
    cells.map((row) => row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0))).join('')),
  )
}

/** Rows whose columns have fixed widths, negative for cells that stand to the left; a wide cell shifts what follows, as in `ps`. */
function fixed(rows: readonly string[], widths: readonly number[]): string {
  const set = (cell: string, width: number): string => (width < 0 ? cell.padEnd(-width) : cell.padStart(width))
  return lines(
    rows.map((row) =>
      row
        .split('|')
        .map((cell, at) => set(cell, widths[at] ?? 0))
        .join(' ')
        .trimEnd(),
    ),
  )
}

function lines(all: readonly string[]): string {
  return all.join('\n')
}

const pods = ['orders', 'money', 'refunds', 'mail', 'search'].flatMap((name, at) =>
  ['7d4b9c6f5', '5f6c8d7b9'].map((set, copy) => {
    const isBroken = name === 'mail' && copy === 1
    const state = isBroken ? '0/1|CrashLoopBackOff|12 (3m ago)' : '1/1|Running|0'
    return `${at < 3 ? 'ingress-nginx' : 'kube-system'}|${name}-${set}-x${at}k${copy}z|${state}|12d`
  }),
)

/** `kubectl get pods -A`. */
export const PODS: string = tabbed(['NAMESPACE|NAME|READY|STATUS|RESTARTS|AGE', ...pods])

/** `docker ps`. */
export const CONTAINERS: string = tabbed([
  'CONTAINER ID|IMAGE|COMMAND|CREATED|STATUS|PORTS|NAMES',
  ...['orders', 'money', 'refunds', 'mail', 'search', 'store'].map(
    (name, at) =>
      `${`${at}d9f20c4ab7e`}|shop/worker:2.14.0|"docker-entrypoint.s…"|2 weeks ago|Up 2 weeks (healthy)|${at === 3 ? '' : '9229/tcp, 3000/tcp'}|shop-${name}-1`,
  ),
])

/** `docker images`. */
export const IMAGES: string = tabbed([
  'REPOSITORY|TAG|IMAGE ID|CREATED|SIZE',
  ...Array.from(
    { length: 9 },
    (_, at) => `registry.example.com/shop/orders|2.14.${at}|a${at}7be4ac8136|${at + 2} weeks ago|${at}13MB`,
  ),
])

/** `ps aux`: threads of the kernel, and a few programs. */
export const PROCESSES: string = fixed(
  [
    'USER|PID|%CPU|%MEM|VSZ|RSS|TTY|STAT|START|TIME|COMMAND',
    'root|1|0.0|0.1|167744|11776|?|Ss|09:30|0:02|/sbin/init splash',
    ...Array.from(
      { length: 20 },
      (_, at) => `root|${at + 2}|0.0|0.0|0|0|?|${at % 3 === 0 ? 'S' : 'I<'}|09:30|0:00|[kworker/${at}:0H]`,
    ),
    'ada|4711|12.5|3.4|1219384|284512|pts/0|Sl+|10:02|1:17|node dist/server.js --port 3000',
    'postgres|812|0.0|0.4|218512|30124|?|Ss|09:31|0:00|postgres: walwriter',
  ],
  [-8, 7, 4, 4, 6, 5, -8, -4, 5, 6, -1],
)

/** `ps -ef`. */
export const PROCESSES_EF: string = fixed(
  [
    'UID|PID|PPID|C|STIME|TTY|TIME|CMD',
    ...Array.from({ length: 20 }, (_, at) => `root|${at + 2}|2|0|09:30|?|00:00:00|[kworker/${at}:0H]`),
    'ada|4711|4700|12|10:02|pts/0|00:01:17|node dist/server.js --port 3000',
  ],
  [-8, 7, 7, 2, 5, -8, 8, -1],
)

/** `df -h`. */
export const DISKS: string = fixed(
  [
    'Filesystem|Size|Used|Avail|Use%|Mounted on',
    '/dev/nvme0n1p2|468G|201G|244G|46%|/',
    ...Array.from({ length: 14 }, (_, at) => `tmpfs|3.2G|0|3.2G|0%|/run/user/${1000 + at}`),
  ],
  [-15, 5, 5, 5, 4, -1],
)

/** `systemctl list-units`, with what it says below the units. */
export const UNITS: string = [
  fixed(
    ['UNIT|LOAD|ACTIVE|SUB|DESCRIPTION', ...unitRows()].map((row) => (row.startsWith('● ') ? row : `  ${row}`)),
    [-26, -6, -6, -7, -1],
  ),
  '',
  'LOAD   = Reflects whether the unit definition was properly loaded.',
  'ACTIVE = The high-level unit activation state, i.e. generalization of SUB.',
  'SUB    = The low-level unit activation state, values depend on unit type.',
  '22 loaded units listed. Pass --all to see loaded but inactive units, too.',
].join('\n')

function unitRows(): string[] {
  return Array.from({ length: 22 }, (_, at) => {
    if (at === 9) return '● nginx.service|loaded|failed|failed|A high performance web server'
    return `shop-part-${at}.service|loaded|active|running|Part ${at} of the shop`
  })
}

/** `npm outdated`. */
export const OUTDATED: string = fixed(
  [
    'Package|Current|Wanted|Latest|Location|Depended by',
    ...Array.from(
      { length: 12 },
      (_, at) => `@shop/part-${at}|1.${at}.0|1.${at}.3|2.0.${at}|node_modules/@shop/part-${at}|shop`,
    ),
  ],
  [-13, 8, 7, 7, -26, -1],
)

/** `lsof -p`. */
export const OPEN_FILES: string = fixed(
  [
    'COMMAND|PID|USER|FD|TYPE|DEVICE|SIZE/OFF|NODE|NAME',
    ...Array.from(
      { length: 18 },
      (_, at) => `node|4711|ada|mem|REG|259,2|${at * 7919 + 40_000}|${131_072 + at}|/usr/lib/libshop-${at}.so.1`,
    ),
    'node|4711|ada|0u|CHR|136,0|0t0|3|/dev/pts/0',
  ],
  [-7, 5, -5, 4, 6, 7, 9, 7, -1],
)

/** `cargo tree`. */
export const CRATES: string = lines([
  'shop v1.0.0 (/home/dev/shop)',
  '├── lines v1.9.0 (/home/dev/lines)',
  '│   ├── money v1.2.0 (/home/dev/money)',
  '│   │   └── round v1.0.4',
  '│   └── round v1.0.4',
  '├── mail v1.0.0 (/home/dev/mail)',
  '│   ├── orders v2.1.3 (/home/dev/orders)',
  '│   │   ├── lines v1.9.0 (/home/dev/lines) (*)',
  '│   │   └── money v1.2.0 (/home/dev/money) (*)',
  '│   └── round v1.0.4',
  '└── orders v2.1.3 (/home/dev/orders) (*)',
  '[dev-dependencies]',
  '├── lines v1.9.0 (/home/dev/lines) (*)',
  '└── round v1.0.4',
])
