/** Rows as a tool prints them, some of them failures. */
export const ROWS: readonly unknown[] = Array.from({ length: 200 }, (_, id) => ({
  id,
  level: id % 40 === 7 ? 'ERROR' : 'INFO',
  service: ['cart', 'search', 'payments'][id % 3],
  message: id % 40 === 7 ? `timeout after ${id * 31} ms` : 'request served from cache',
}))

/** Messages of OpenAI's shape with one tool result that can be shortened. */
export function messagesWith(content: string): readonly unknown[] {
  return [
    { role: 'user', content: 'Which requests failed?' },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'sql', arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: 'c1', content },
  ]
}

/** A request body with numbers and spaces that a careless writer would change. */
export function bodyWith(content: string): string {
  const messages = JSON.stringify(messagesWith(content))
  return `{"model" : "gpt-4o",\n "seed": 9007199254740993, "temperature": 1.0, "messages": ${messages} , "x":1e400}\n`
}
