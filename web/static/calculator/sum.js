// The sum: what can be received for certain, what is in it, what is left out and why.

import { say } from "./data.js";
import { clauseLink } from "./clause.js";
import { element } from "./element.js";
import { isCertain, range, worth, yuan } from "./money.js";

// { lead, amount } of a calculation, for the card, the bar and whoever listens.
export function sumOf({ combination: { amount_min: low, amount_max: high }, results }) {
  const isOpen = results.some((one) => one.status === "needs_info");
  const amount = (n) => say("sum.amount", { n: yuan(n) });
  if (high === null) return { lead: say("sum.at_least"), amount: amount(low) };
  if (high === 0) return { lead: say(isOpen ? "sum.none_yet" : "sum.none"), amount: "" };
  if (low === high) return { lead: say("sum.certain"), amount: amount(low) };
  if (low === 0) return { lead: say("sum.at_most"), amount: amount(high) };
  return {
    lead: say("sum.between"),
    amount: say("sum.range", { low: yuan(low), high: yuan(high) }),
  };
}

export function sumCard(calculation) {
  const { combination } = calculation;
  const { lead, amount } = sumOf(calculation);
  const isSplit = combination.amount_min > 0 && combination.amount_min !== combination.amount_max;
  return element(
    "section",
    { class: "sum" },
    element("p", { class: "sum-line" }, element("span", { class: "sum-lead" }, lead), " ", element("strong", { class: isSplit && "is-range" }, amount)),
    amount
      ? isSplit && element("p", {}, say("sum.split", { amount: range(combination.amount_min, combination.amount_min) }))
      : element("p", {}, say("sum.none_note")),
    included(calculation),
    payees(combination),
  );
}

function included({ combination, results }) {
  const kept = results.filter((one) => combination.programmes.includes(one.programme));
  const paid = kept.filter((one) => one.benefit === "cash" && one.amount_max !== 0 && one.amount_min !== null);
  const rest = kept.length - paid.length;
  if (!paid.length) return null;
  return element(
    "ul",
    { class: "included" },
    paid.map((one) =>
      element(
        "li",
        {},
        element("span", {}, one.title, " ", !isCertain(one) && element("i", {}, say(`award.${one.award}`))),
        element("b", {}, worth(one)),
      ),
    ),
    rest > 0 && element("li", { class: "rest" }, say("sum.more", { n: rest })),
  );
}

function payees({ by_payee: sums }) {
  const names = Object.keys(sums);
  if (names.length < 2) return null;
  const parts = names.map((name) =>
    say("is", {
      title: say("payee_of", { payee: say(`payee.${name}`) }),
      value: range(sums[name].amount_min, sums[name].amount_max),
    }),
  );
  return element("p", {}, say("sum.payees"), say("colon"), parts.join(say("comma")));
}

// What stands below the sum: left out by which clause, other choices, notes.
export function sumDetails({ combination, results }) {
  const title = (programme) => results.find((one) => one.programme === programme)?.title ?? "";
  const { left_out: leftOut, notes = [] } = combination;
  const others = combination.alternatives.filter((one) => isChoice(one, combination, results));
  if (!leftOut.length && !others.length && !notes.length) return null;
  return element(
    "section",
    { class: "panel beside" },
    leftOut.length > 0 && element("h3", {}, say("sum.left_out")),
    leftOut.length > 0 &&
      element(
        "ul",
        { class: "left-out" },
        leftOut.map((one) =>
          element("li", {}, element("b", {}, title(one.programme)), say("colon"), one.because, " ", clauseLink(one.clause_id)),
        ),
      ),
    others.length > 0 &&
      element(
        "details",
        { "data-key": "alternatives" },
        element("summary", {}, say("sum.alternatives", { n: others.length })),
        element(
          "ul",
          { class: "alternatives" },
          others.map((one) => element("li", {}, element("span", {}, one.choice), " ", element("b", {}, range(one.amount_min, one.amount_max)))),
        ),
      ),
    notes.length > 0 && element("ul", { class: "notes" }, notes.map((one) => element("li", {}, one))),
  );
}

// What only waits for information stands in the table already, unless it would replace something.
function isChoice(one, combination, results) {
  const added = one.programmes.filter((name) => !combination.programmes.includes(name));
  const isWaiting = added.some((name) => results.find((r) => r.programme === name)?.status === "needs_info");
  return !isWaiting || combination.programmes.some((name) => !one.programmes.includes(name));
}
