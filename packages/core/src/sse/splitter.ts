/**
 * Cuts a stream of bytes, in whatever chunks it comes, into pieces that can be read on their own. Never throws: bytes that make
 * no piece pass through as they are.
 */
export interface Splitter {
  /**
   * Takes the next chunk. It must not be changed afterwards: a piece that lies in one chunk is a view of it, not a copy.
   *
   * @returns The pieces that are whole now, in order. All pieces and then `rest()` are the stream, byte for byte.
   */
  push(chunk: Uint8Array): readonly Uint8Array[]
  /** The bytes held for a piece that is not whole yet; empty where there are none. */
  rest(): Uint8Array
}
