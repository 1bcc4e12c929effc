/** Polynomials, bit-reversed: of IEEE 802.3, and Castagnoli's (RFC 3720). */
const POLYNOMIALS = { ieee: 0xedb88320, castagnoli: 0x82f63b78 } as const;
const TABLES = { ieee: table(POLYNOMIALS.ieee), castagnoli: table(POLYNOMIALS.castagnoli) } as const;

function table(polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? polynomial : 0);
    return remainder >>> 0;
  });
}

/** The 32-bit cyclic redundancy check of a content, as an unsigned number. */
export function crc32(content: Buffer, kind: keyof typeof POLYNOMIALS = "ieee"): number {
  let remainder = 0xffffffff;
  for (const byte of content) remainder = (remainder >>> 8) ^ (TABLES[kind][(remainder ^ byte) & 0xff] ?? 0);
  return (remainder ^ 0xffffffff) >>> 0;
}
