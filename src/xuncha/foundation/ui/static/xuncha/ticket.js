// The work that goes with a ticket: a number whose hash with the ticket begins with zeros. It takes part of a second,
// in small pieces, while the person writes. Without this script the form works too; its tip waits in a short queue.
(() => {
  "use strict";
  const K = new Uint32Array(64);
  const START = new Uint32Array(8);
  // FIPS 180-4: the constants are the first bits of the fractions of roots of primes.
  for (let n = 2, k = 0; k < 64; n += 1) {
    let prime = true;
    for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
    if (!prime) continue;
    if (k < 8) START[k] = (Math.sqrt(n) % 1) * 4294967296;
    K[k] = (Math.cbrt(n) % 1) * 4294967296;
    k += 1;
  }
  const turn = (x, n) => (x >>> n) | (x << (32 - n));

  function firstWord(text) {
    const bytes = new TextEncoder().encode(text);
    const blocks = ((bytes.length + 8) >> 6) + 1;
    const view = new DataView(new ArrayBuffer(blocks * 64));
    bytes.forEach((byte, at) => view.setUint8(at, byte));
    view.setUint8(bytes.length, 0x80);
    view.setUint32(blocks * 64 - 4, bytes.length * 8);
    const hash = Uint32Array.from(START);
    const w = new Uint32Array(64);
    for (let block = 0; block < blocks; block += 1) {
      for (let t = 0; t < 64; t += 1) {
        if (t < 16) w[t] = view.getUint32(block * 64 + t * 4);
        else {
          const a = turn(w[t - 15], 7) ^ turn(w[t - 15], 18) ^ (w[t - 15] >>> 3);
          const b = turn(w[t - 2], 17) ^ turn(w[t - 2], 19) ^ (w[t - 2] >>> 10);
          w[t] = w[t - 16] + a + w[t - 7] + b;
        }
      }
      let [a, b, c, d, e, f, g, h] = hash;
      for (let t = 0; t < 64; t += 1) {
        const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((word, at) => { hash[at] += word; });
    }
    return hash[0];
  }

  const ticket = document.querySelector("[data-ticket]");
  if (!ticket) return;
  const wanted = 32 - Number(ticket.dataset.ticket);
  let tried = 0;
  const piece = () => {
    const until = performance.now() + 20;
    while (performance.now() < until) {
      if (firstWord(`${ticket.value}:${tried}`) >>> wanted === 0) {
        ticket.form.elements.work.value = String(tried);
        return;
      }
      tried += 1;
    }
    setTimeout(piece, 0);
  };
  piece();
})();
