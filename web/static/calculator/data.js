// What the server gave with the page: facts, groups, clause labels, and all Chinese words.

const data = JSON.parse(document.getElementById("calculator-data").textContent);

export const facts = new Map(data.facts.map((fact) => [fact.fact, fact]));
export const groups = new Map(data.groups.map((group) => [group.group, group]));

// For a fact that follows from another (the class of a school): that other.
export const sources = new Map(
  data.facts.flatMap((fact) => (fact.resolves ?? []).map((name) => [name, fact.fact])),
);

export const periods = data.periods;

export function label(clauseId) {
  return data.labels[clauseId] ?? clauseId;
}

// The text under a dotted key, its {names} filled in.
export function say(key, values = {}) {
  const text = key.split(".").reduce((found, part) => found[part], data.texts);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// A value as a person reads it: 硕士, 5年, 是.
export function said(fact, value) {
  if (Array.isArray(value)) {
    return value.map((one) => said(fact, one)).join(say("joined")) || say("none_of_them");
  }
  const choice = fact.choices?.find((one) => one.value === value);
  if (choice) return choice.label;
  return typeof value === "number" ? `${value.toLocaleString("zh-CN")}${fact.unit ?? ""}` : value;
}
