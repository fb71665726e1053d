// A line of the table: a programme with its amount, and behind it conditions, sum, procedure.

import { clauseLink } from "./clause.js";
import { facts, say } from "./data.js";
import { element } from "./element.js";
import { range, worth } from "./money.js";

const ASKED = 3; // missing facts that are offered at once

export function programmeLine(result, kind, askFor, leftOut) {
  const isOut = kind === "ineligible" || kind === "not_yet";
  const amount = isOut ? null : element("span", { class: "amount" }, worth(result));
  return element(
    "li",
    { class: `line ${kind}` },
    element(
      "details",
      { "data-key": result.programme },
      element(
        "summary",
        {},
        element("span", { class: "line-title" }, result.title, " ", isOut ? [] : tagsOf(result)),
        amount,
        reason(result, kind, leftOut),
      ),
      element("div", { class: "details" }, sections(result)),
    ),
    kind === "needs_info" && missing(result, askFor),
  );
}

function tagsOf(result) {
  const award = element("span", { class: `tag ${result.award}` }, say(`award.${result.award}`));
  const payee = say("payee_of", { payee: say(`payee.${result.payee}`) });
  return [award, result.payee !== "person" && element("span", { class: "tag" }, payee)];
}

// In one sentence why not, why not yet, what the readings are, or what it gives way to.
function reason(result, kind, leftOut) {
  if (leftOut) {
    return element("span", { class: "reason" }, say("not_together", { because: leftOut.because }));
  }
  if (kind === "eligible" || kind === "needs_info") return null;
  const failed = result.conditions.find((one) => one.met === false);
  const text = kind === "ineligible" ? failed?.lacking : result.notes[0];
  return text ? element("span", { class: "reason" }, text) : null;
}

function missing(result, askFor) {
  const names = result.missing.filter((name) => facts.has(name));
  if (!names.length) return null;
  const shown = names.slice(0, ASKED).map((name) =>
    element("button", { type: "button", class: "ask", onclick: () => askFor(name) }, facts.get(name).title),
  );
  const more = names.length > ASKED && element("span", {}, say("missing_more", { n: names.length }));
  return element("p", { class: "missing" }, element("span", {}, say("missing")), shown, more);
}

function sections(result) {
  const { apply } = result;
  const conditions = result.conditions.filter(isSaid);
  const departments = inCharge(result.departments);
  return [
    conditions.length > 0 &&
      section("conditions", element("ul", { class: "conditions" }, conditions.map(condition))),
    result.formula && section("formula", element("p", { class: "formula" }, result.formula)),
    result.schedule.length > 0 && section("schedule", schedule(result)),
    apply && section("apply", howToApply(apply)),
    departments.length > 0 && section("departments", element("ul", {}, departments.map(department))),
    result.notes.length > 0 && section("notes", element("ul", { class: "notes" }, result.notes.map((one) => element("li", {}, one)))),
    section("citations", element("ul", { class: "citations" }, result.citations.map((id) => element("li", {}, clauseLink(id))))),
  ];
}

function section(name, content) {
  return element("section", { class: `detail-${name}` }, element("h5", {}, say(`detail.${name}`)), content);
}

const MARKS = new Map([[true, ["met", "✓"]], [false, ["unmet", "✗"]], [null, ["open", "?"]]]);

// Who may apply has no words of its own where it is met.
const isSaid = (one) => Boolean(one.text || one.lacking);

function condition(one) {
  const [state, sign] = MARKS.get(one.met);
  return element(
    "li",
    { class: state },
    element("span", { class: "sign", "aria-hidden": "true" }, sign),
    element(
      "div",
      {},
      element("span", { class: "sr" }, say(`mark.${state}`), say("colon")),
      element("span", { class: "condition-text" }, one.text || one.lacking),
      " ",
      clauseLink(one.clause_id),
      one.text && one.lacking && one.met !== true && element("span", { class: "lacking" }, one.lacking),
      one.parts?.length > 0 && element("ul", {}, one.parts.filter(isSaid).map(condition)),
    ),
  );
}

function schedule(result) {
  const rows = result.schedule.map((one) =>
    element("li", {}, element("span", {}, one.period), " ", element("b", {}, range(one.amount_min ?? 0, one.amount_max)), one.due && element("span", { class: "tag" }, say("detail.due"))),
  );
  return element("ul", { class: "schedule" }, rows);
}

function howToApply(apply) {
  const parts = [
    apply.by && say("detail.apply_by", { by: apply.by }),
    apply.to && say("detail.apply_to", { to: apply.to }),
    apply.when && say("detail.apply_when", { when: apply.when }),
  ].filter(Boolean);
  return element("p", {}, parts.join(say("comma")), " ", clauseLink(apply.clause_id));
}

// A department once for each of its roles, with all clauses that say so.
function inCharge(departments) {
  const found = new Map();
  for (const { name, role, clause_id: id } of departments) {
    const one = found.get(`${role} ${name}`) ?? { name, role, clauses: [] };
    one.clauses.push(id);
    found.set(`${role} ${name}`, one);
  }
  return [...found.values()];
}

function department({ name, role, clauses }) {
  const links = clauses.flatMap((id) => [" ", clauseLink(id)]);
  return element("li", {}, element("span", { class: "tag" }, role), name, links);
}
