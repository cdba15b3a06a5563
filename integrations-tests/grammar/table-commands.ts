import type { GrammarCommand } from './grammar-command.ts'

const SHOP = [
  'create table shop(id integer, name text, price real, since text, stock integer)',
  "insert into shop values (1, 'Apple pie', 2.5, '2024-01-01', 10)",
  "insert into shop values (2, 'Kiwi', 10.25, null, 3)",
  "insert into shop values (3, 'Tea, green', 4.75, '2024-02-29', 0)",
  "insert into shop values (4, 'A \"large\" box', 12.0, '2024-03-01', 7)",
  "insert into shop values (5, 'Bar | none', 1.0, '2024-03-01', 120)",
  "insert into shop values (6, 'Zürich blend', 3.5, '2024-03-04', 12)",
  "insert into shop values (7, '日本 cha', 8.0, '2024-03-04', 5)",
  "insert into shop values (8, '', 0.5, '2024-03-05', 1)",
]
const PLAIN = 'select id, name, price, stock from shop where id in (1, 2, 6)'
const ALL = 'select * from shop'

const sqlite = (mode: string, query: string = ALL): string =>
  `sqlite3 :memory: ${[...SHOP, `.mode ${mode}`, '.headers on', query].map((line) => `'${line.replaceAll("'", "'\\''")}'`).join(' ')}`

const MODES = ['csv', 'box', 'table', 'markdown', 'column', 'list', 'tabs', 'line', 'quote'] as const

/** Tables as SQL clients and text tools print them. */
export const commands: readonly GrammarCommand[] = [
  ...MODES.map((mode) => ({ name: `sqlite-${mode}`, needs: 'sqlite3', run: sqlite(mode) })),
  ...MODES.map((mode) => ({ name: `sqlite-${mode}-plain`, needs: 'sqlite3', run: sqlite(mode, PLAIN) })),
  { name: 'sqlite-one-column', needs: 'sqlite3', run: sqlite('csv', 'select name from shop') },
  {
    name: 'sqlite-line-feeds',
    needs: 'sqlite3',
    run: sqlite('csv', "select id, name || char(10) || 'x' as n, stock from shop"),
  },
  {
    name: 'sqlite-semicolons',
    needs: 'sqlite3',
    run: sqlite('list', '.separator ;').replace(/'\.separator ;'$/, `'.separator ;' '${PLAIN}'`),
  },
  {
    name: 'sqlite-numbers',
    needs: 'sqlite3',
    run: sqlite(
      'csv',
      'with recursive n(i) as (select 1 union all select i + 1 from n where i < 70) select i, i * i as square, i % 3 as rest from n',
    ),
  },
  { name: 'sqlite-box-crlf', needs: 'sqlite3', run: sqlite('box', PLAIN), transform: 'crlf' },
  {
    name: 'column-t',
    needs: 'column',
    run: "printf 'a,b,c\\n1,two words,3\\n4,five,6\\n7,eight,9\\n' | column -t -s,",
  },
  {
    name: 'column-bars',
    needs: 'column',
    run: "printf 'a,b,c\\n1,two words,3\\n4,five,6\\n7,eight,9\\n' | column -t -s, -o ' | '",
  },
]
