import * as echarts from 'echarts'
import type { KindReport, PolicyReport } from '../types/report.ts'
import { LITERALS, LITERALS_BY_GROUP, SAVED, SAVED_BY_GROUP } from './tables.ts'

/** A chart, drawn. */
export interface Chart {
  /** What it shows. */
  readonly title: string
  /** Title of the table that holds the same figures. */
  readonly table: string
  /** Inline SVG without any reference to elsewhere. */
  readonly svg: string
}

/** Width of all charts, in pixels; pages scale them. */
const WIDTH = 860
/** Height of a row of bars, and of what stands around them. */
const ROW = 26
const FRAME = 90

/** The charts of one policy; those without figures are left out. */
export function chartsOf({ kinds, groups, probes, speed }: PolicyReport): readonly Chart[] {
  const asked = Object.fromEntries(Object.entries(probes).filter(([name]) => !name.endsWith('*')))
  return [
    savingChart(SAVED, kinds),
    savingChart(SAVED_BY_GROUP, groups),
    literalChart(LITERALS, kinds),
    literalChart(LITERALS_BY_GROUP, groups),
    bars(
      'Where answers are, per cent of questions',
      'Answers to questions',
      Object.keys(asked),
      (['visible', 'retrieved', 'whole', 'encoded', 'lost'] as const).map((name, index) => ({
        name,
        colour: index + 1,
        values: Object.values(asked).map((probe) => share(probe[name], probe.asked)),
      })),
      true,
    ),
    bars('Speed, MB/s of new content', 'Speed', Object.keys(speed), [
      { name: 'tokens counted', colour: 1, values: Object.values(speed).map((one) => one.megabytesPerSecond) },
      {
        name: 'without counting',
        colour: 2,
        values: Object.values(speed).map((one) => one.megabytesPerSecondUncounted),
      },
    ]),
  ].filter((chart) => chart !== undefined)
}

function savingChart(table: string, kinds: Readonly<Record<string, KindReport>>): Chart | undefined {
  return bars(`${table}, per cent`, table, Object.keys(kinds), [
    { name: 'median text', colour: 1, values: Object.values(kinds).map((kind) => 100 * kind.savedMedian) },
    { name: 'all texts', colour: 2, values: Object.values(kinds).map((kind) => 100 * kind.savedTotal) },
  ])
}

function literalChart(table: string, kinds: Readonly<Record<string, KindReport>>): Chart | undefined {
  return bars(
    `${table}, per cent`,
    table,
    Object.keys(kinds),
    (['visible', 'apart', 'encoded', 'dropped'] as const).map((name, index) => ({
      name,
      colour: index + 1,
      values: Object.values(kinds).map(({ literals }) => share(literals[name], literals.total)),
    })),
    true,
  )
}

function share(count: number, total: number): number {
  return total === 0 ? 0 : (100 * count) / total
}

interface Series {
  readonly name: string
  /** Number of its colour in the page's palette, from 1. */
  readonly colour: number
  readonly values: readonly number[]
}

function bars(
  title: string,
  table: string,
  names: readonly string[],
  series: readonly Series[],
  stacked = false,
): Chart | undefined {
  if (names.length === 0) return undefined
  const height = FRAME + names.length * (stacked ? ROW : ROW * 1.4)
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height })
  chart.setOption({
    animation: false,
    textStyle: { color: INK, fontFamily: 'system-ui, sans-serif' },
    color: series.map(({ colour }) => COLOURS[colour - 1] ?? INK),
    legend: { top: 0, textStyle: { color: INK } },
    grid: { left: 140, right: 24, top: 36, bottom: 30 },
    xAxis: { type: 'value', axisLabel: { color: INK }, splitLine: { lineStyle: { color: LINE } } },
    yAxis: {
      type: 'category',
      inverse: true,
      data: [...names],
      axisLabel: { color: INK },
      axisLine: { lineStyle: { color: LINE } },
    },
    series: series.map(({ name, values }) => ({
      name,
      type: 'bar' as const,
      ...(stacked ? { stack: 'all' } : {}),
      data: values.map((value) => Number(value.toFixed(2))),
    })),
  })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return { title, table, svg: inPage(svg, title) }
}

// Drawn in colours that stand for the page's own, which follow the reader's light or dark.
const INK = '#010101'
const LINE = '#020202'
const COLOURS = ['#110101', '#120202', '#130303', '#140404', '#150505']
const VARIABLES: ReadonlyMap<string, string> = new Map([
  [INK, 'var(--ink)'],
  [LINE, 'var(--line)'],
  ...COLOURS.map((colour, index): [string, string] => [colour, `var(--colour-${index + 1})`]),
])

function inPage(svg: string, title: string): string {
  return (
    svg
      .replace(/#[\da-f]{6}/gi, (colour) => VARIABLES.get(colour) ?? colour)
      // What happens under a pointer is written for pages with the library in them.
      .replace(/<style[^>]{0,99}>[^<]*(?:<!\[CDATA\[[^<]*)?<\/style>/g, '')
      .replace(/ class="[^"]*"/g, '')
      .replace(/ xmlns(?::\w+)?="[^"]*"/g, '')
      .replace(/<svg width="[^"]*" height="[^"]*"/, `<svg role="img" aria-label="${title}"`)
  )
}
