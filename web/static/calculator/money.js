// Writes sums of yuan.

import { facts, say } from "./data.js";

export const yuan = (n) => n.toLocaleString("zh-CN");

// A range as a person reads it; `limit` null is no upper limit.
export function range(low, high) {
  if (high === null) return say("amount.at_least", { n: yuan(low) });
  if (low === high) return say("amount.exact", { n: yuan(high) });
  if (!low) return say("amount.at_most", { n: yuan(high) });
  return say("amount.between", { low: yuan(low), high: yuan(high) });
}

// What a result is worth, in a few words.
export function worth(result) {
  const { amount_min: low, amount_max: high, benefit } = result;
  if (benefit === "in_kind") return say("amount.in_kind");
  if (low === null) return say("amount.unknown");
  if (benefit === "loan" && high !== null) return say("amount.loan", { n: yuan(high) });
  return range(low, high);
}

// Whether it comes for certain: an entitlement, or a selection that has been won.
export function isCertain(result) {
  const isWon = (one) => one.met && one.facts.some((name) => facts.get(name)?.selection);
  return result.award === "entitlement" || result.conditions.some(isWon);
}

// A sum for a narrow place: 24,000 or 20万; never rounded.
function short(n) {
  return n >= 100_000 && n % 1000 === 0 ? say("timeline.wan", { n: yuan(n / 10_000) }) : yuan(n);
}

export function shortRange(low, high) {
  if (high === null) return say("timeline.from", { n: short(low) });
  if (low === high) return short(high);
  return low ? `${short(low)}–${short(high)}` : say("timeline.upto", { n: short(high) });
}
