// The results: the sum, the payments drawn, and every programme by its status.

import { answers } from "./answers.js";
import { facts, said, say } from "./data.js";
import { byId, element } from "./element.js";
import { isCertain } from "./money.js";
import { programmeLine } from "./programme.js";
import { sumCard, sumDetails, sumOf } from "./sum.js";
import { showTimeline } from "./timeline.js";

const KINDS = ["eligible", "ambiguous", "needs_info", "not_yet", "ineligible"];
const SHOWN = { needs_info: 5 }; // of the rest only how many there are

let announced = "";

export function showResults(calculation, askFor) {
  const opened = new Set([...byId("outcome").querySelectorAll("details[open]")].map((one) => one.dataset.key));
  const focused = document.activeElement?.closest?.("#outcome [data-key]")?.dataset.key;
  byId("problem").hidden = true;
  byId("outcome").hidden = false;
  byId("outcome").classList.remove("is-stale", "is-empty");
  byId("waiting").hidden = true;
  byId("sum").replaceChildren(...[sumCard(calculation), sumDetails(calculation)].filter(Boolean));
  const kept = calculation.combination.programmes;
  showTimeline(calculation.results.filter((one) => kept.includes(one.programme)));
  byId("lines").replaceChildren(...KINDS.map((kind) => group(kind, calculation, askFor)).filter(Boolean));
  byId("given").replaceChildren(...given());
  byId("as-of").textContent = calculation.as_of;
  for (const details of byId("outcome").querySelectorAll("details")) {
    if (opened.has(details.dataset.key)) details.open = true;
    if (focused && details.dataset.key === focused) details.querySelector("summary").focus();
  }
  announce(calculation);
}

export function hideResults() {
  byId("outcome").hidden = true;
  byId("waiting").hidden = false;
  byId("bar").hidden = true;
  announced = "";
}

// The results before stay to be seen, with the word that they are not of now.
// `way` is { name, go }: what can be done about it.
export function showFailure({ message, short, way }) {
  byId("outcome").hidden = false;
  byId("waiting").hidden = true;
  byId("outcome").classList.add("is-stale");
  byId("outcome").classList.toggle("is-empty", !announced);
  byId("problem").hidden = false;
  byId("problem").querySelector("p").textContent = message;
  const button = byId("problem").querySelector("button");
  button.hidden = !way;
  button.textContent = way?.name ?? "";
  button.onclick = way?.go ?? null;
  showBar(short, "");
  byId("announce").textContent = message;
  announced &&= " ";
}

function showBar(lead, amount) {
  byId("bar").hidden = false;
  byId("bar").querySelector("p").replaceChildren(element("span", {}, lead), element("strong", {}, amount));
}

function announce(calculation) {
  const sum = sumOf(calculation);
  const count = (kind) => calculation.results.filter((one) => kindOf(one) === kind).length;
  const text = say("announce", {
    sum: `${sum.lead} ${sum.amount}`.trim(),
    eligible: count("eligible"),
    open: count("needs_info"),
  });
  showBar(sum.lead, sum.amount);
  if (text !== announced) byId("announce").textContent = text;
  announced = text;
}

function kindOf(result) {
  return result.status === "ineligible" && result.not_yet ? "not_yet" : result.status;
}

function group(kind, { results, combination }, askFor) {
  const ours = results.filter((one) => kindOf(one) === kind);
  if (!ours.length) return null;
  if (ORDERS[kind]) ours.sort(ORDERS[kind]);
  const title = say(`status.${kind}.title`);
  const count = element("span", { class: "count" }, say("count", { n: ours.length }));
  const note = say(`status.${kind}.note`);
  const leftOut = new Map(combination.left_out.map((one) => [one.programme, one]));
  const lines = ours.map((one) => programmeLine(one, kind, askFor, leftOut.get(one.programme)));
  if (kind === "ineligible") {
    return element(
      "section",
      { class: `panel group ${kind}` },
      element("details", { "data-key": kind }, element("summary", {}, element("h3", {}, title, " ", count)), list(lines)),
    );
  }
  const shown = SHOWN[kind] ?? lines.length;
  return element(
    "section",
    { class: `panel group ${kind}` },
    element("h3", {}, title, " ", count),
    note && element("p", { class: "note" }, note),
    list(lines.slice(0, shown)),
    lines.length > shown &&
      element(
        "details",
        { class: "rest", "data-key": `rest-${kind}` },
        element("summary", {}, say("rest", { n: lines.length - shown })),
        list(lines.slice(shown)),
      ),
  );
}

const money = (one) => (one.benefit === "cash" ? one.amount_max ?? 1 : 0);

// First what is certain, then by money.
function byCertainty(a, b) {
  return isCertain(b) - isCertain(a) || money(b) - money(a);
}

// First what the group's own questions will decide, then by money.
function byNearness(a, b) {
  const foreign = (one) => one.missing.filter((name) => !answers.group.facts.includes(name)).length;
  return foreign(a) - foreign(b) || money(b) - money(a);
}

const ORDERS = { eligible: byCertainty, needs_info: byNearness };

const list = (lines) => element("ul", { class: "lines" }, lines);

function given() {
  return Object.entries(answers.facts).map(([name, value]) => {
    const fact = facts.get(name);
    return element("li", {}, say("is", { title: fact.title, value: said(fact, value) }));
  });
}
