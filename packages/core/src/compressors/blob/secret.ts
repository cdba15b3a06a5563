import { kindOf } from './letters.ts'

/** Characters before a run that are looked at for what it is part of: an armoured key has up to some ten header lines. */
export const LOOK_BEHIND = 1_000

const BLOCK_START = /-{4,5} ?BEGIN /g
const BLOCK_END = /-{4,5} ?END /g
/** What names a key on its own line: authorized_keys(5), and the files of PuTTY. */
const NAMED_KEY =
  /(?:\b(?:ssh-[a-z\d]{1,20}|ecdsa-[\w.@-]{1,60}|sk-[\w.@-]{1,60}) |(?:Public|Private)-Lines: \d{1,4}\s{1,2})$/

/**
 * First bytes of keys, as hex: an armoured block, an OpenSSH public key (RFC 4253, 6.6), a private key (RFC 8017, A.1.2; RFC
 * 5958), a public key (RFC 5280, 4.1).
 */
const KEY_BYTES =
  /^(?:2d2d2d2d2d424547494e|000000..(?:7373682d|6563647361|736b2d)|3082....020100|3082....300d06092a8648)/
/** Those of a Fernet token, as in its specification, and of a session token of AWS. */
const TOKEN_BYTES = /^(?:8000000000|210a096f726967696e)/
/** Characters of the longest token that is sent along with requests: that of a cookie (RFC 6265, 6.1). */
const LONGEST_TOKEN = 4_096

/**
 * Whether a stretch of base64 or hex is, or is part of, a key or a token, which someone may need as it stands.
 *
 * @param before What stands before it, `LOOK_BEHIND` characters.
 * @param bytes Its first bytes, at least 14.
 * @param length Its characters.
 */
export function isSecret(before: string, bytes: readonly number[], length: number): boolean {
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
  if (KEY_BYTES.test(hex) || (TOKEN_BYTES.test(hex) && length <= LONGEST_TOKEN)) return true
  return NAMED_KEY.test(before) || lastOf(BLOCK_START, before) > lastOf(BLOCK_END, before)
}

function lastOf(pattern: RegExp, text: string): number {
  return [...text.matchAll(pattern)].at(-1)?.index ?? -1
}

/** Whether a stretch of a text is a part of a JSON web token. */
export function isTokenPart(text: string, start: number, end: number): boolean {
  const starts = text.startsWith('eyJ', start) && text.charAt(end) === '.'
  return starts || (text.charAt(start - 1) === '.' && kindOf(text.charCodeAt(start - 2)) !== 0)
}
