// Writes the answers into a link's fragment and reads them back: #v=1&who=graduate&degree=master…
// A text (the school) is never written; what follows from it is.

import { facts, groups } from "./data.js";

const VERSION = "1";

export function writeLink(answers) {
  const given = { ...answers.fromSchool?.facts, ...answers.facts };
  if (answers.group?.applicant) delete given.applicant;
  const pairs = [["v", VERSION], ["who", answers.who]];
  for (const [name, value] of Object.entries(given)) {
    if (facts.get(name).type !== "text") pairs.push([name, String(value)]);
  }
  if (answers.skipped.length) pairs.push(["skip", answers.skipped.join()]);
  const fragment = pairs.map(([name, value]) => `${name}=${plain(value)}`).join("&");
  return `${location.origin}${location.pathname}#${fragment}`;
}

// { kept, unknown, isOurs }: the answers, how many parts were not understood; null for no link.
export function readLink(fragment) {
  const pairs = [...new URLSearchParams(fragment.replace(/^#/, ""))];
  if (!pairs.some(([name]) => name === "v" || name === "who")) return null;
  const kept = { who: null, facts: {}, skipped: [] };
  let unknown = 0;
  for (const [name, text] of pairs) {
    if (name === "v") continue;
    if (name === "who" && groups.has(text)) kept.who = text;
    else if (name === "skip") {
      const names = text.split(",");
      kept.skipped = names.filter((one) => facts.has(one));
      unknown += names.length - kept.skipped.length;
    } else {
      const value = valueOf(facts.get(name), text);
      if (value === undefined) unknown += 1;
      else kept.facts[name] = value;
    }
  }
  kept.who ??= "anyone";
  kept.skipped = kept.skipped.filter((name) => !(name in kept.facts));
  const isOurs = pairs.some(([name, text]) => name === "v" && text === VERSION);
  return { kept, unknown, isOurs };
}

function valueOf(fact, text) {
  const choice = (one) => fact.choices.find(({ value }) => String(value) === one)?.value;
  if (!fact || fact.type === "text") return undefined;
  if (fact.type === "list") {
    const values = text.split(",").filter(Boolean).map(choice);
    return values.includes(undefined) ? undefined : values;
  }
  if (fact.choices) return choice(text);
  const number = text.trim() === "" ? NaN : Number(text);
  const fits = number >= fact.min && number <= fact.max;
  return fits && (fact.type === "number" || Number.isInteger(number)) ? number : undefined;
}

const plain = (value) => encodeURIComponent(value).replaceAll("%2C", ",");
