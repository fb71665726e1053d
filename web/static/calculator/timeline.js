// The payments drawn: a table whose cells are bars, so that the picture is its own text.
// A row a programme; columns for what is paid once, then for the years.

import { periods, say } from "./data.js";
import { byId, element } from "./element.js";
import { isCertain, range, shortRange } from "./money.js";

const number = (template) =>
  new RegExp(`^${template.replace(/[.*+?^$()[\]\\|]/g, "\\$&").replace("{n}", "(\\d+)")}$`);
const YEAR = number(periods.year);
const YEARS = number(periods.years);

export function showTimeline(results) {
  const rows = results
    .filter((one) => one.benefit === "cash" && one.schedule.length)
    .map((result) => ({ result, payments: result.schedule.map(placed) }));
  byId("timeline").hidden = !rows.length;
  if (!rows.length) return;
  const all = rows.flatMap((row) => row.payments);
  const years = Math.max(0, ...all.map((one) => one.last));
  const leading = [...new Set(all.filter((one) => !one.last).map((one) => one.period))];
  const columns = [
    ...leading,
    ...Array.from({ length: years }, (_, n) => say("timeline.year", { n: n + 1 })),
  ];
  byId("timeline-box").replaceChildren(table(rows, columns, leading));
  const kinds = new Set(rows.flatMap((row) => row.payments.map((one) => kindOf(one, row.result))));
  byId("timeline-legend").replaceChildren(
    ...["due", "sure", "spread", "maybe"]
      .filter((kind) => kinds.has(kind))
      .map((kind) => element("li", {}, element("span", { class: `key ${kind}` }), say(`timeline.legend.${kind}`))),
  );
  cue();
}

// Whether there is more beside what is seen.
export function cue() {
  const box = byId("timeline-box");
  const isWider = box.scrollWidth > box.clientWidth + 1;
  byId("timeline-cue").hidden = !isWider;
  box.classList.toggle("is-wider", isWider);
  if (isWider) box.setAttribute("tabindex", "0");
  else box.removeAttribute("tabindex");
}

// The payment with its years: first and last; 0 where it has no year.
function placed(payment) {
  const year = Number(payment.period.match(YEAR)?.[1] ?? 0);
  const years = Number(payment.period.match(YEARS)?.[1] ?? 0);
  return { ...payment, first: year || (years && 1), last: year || years };
}

function kindOf(payment, result) {
  if (payment.due) return "due";
  if (!isCertain(result)) return "maybe";
  return payment.last > payment.first ? "spread" : "sure";
}

function table(rows, columns, leading) {
  const head = columns.map((name) => element("th", { scope: "col" }, name));
  return element(
    "table",
    { style: `--columns:${columns.length}` },
    element("caption", { class: "sr" }, byId("timeline-title").textContent),
    element("thead", {}, element("tr", {}, head)),
    rows.map((row) => body(row, columns, leading)),
  );
}

function body({ result, payments }, columns, leading) {
  const name = element(
    "th",
    { scope: "rowgroup", colspan: columns.length },
    element("span", { class: "row-title" }, result.title),
    " ",
    element(
      "span",
      { class: "row-total" },
      say("timeline.total", { amount: range(result.amount_min ?? 0, result.amount_max) }),
    ),
  );
  const cells = [];
  for (let at = 0; at < columns.length; ) {
    const payment = payments.find((one) => columnOf(one, leading) === at);
    const span = payment ? Math.max(1, payment.last - payment.first + 1) : 1;
    cells.push(element("td", { colspan: span }, payment ? bar(payment, result) : null));
    at += span;
  }
  return element("tbody", {}, element("tr", {}, name), element("tr", {}, cells));
}

function columnOf(payment, leading) {
  return payment.last ? leading.length + payment.first - 1 : leading.indexOf(payment.period);
}

function bar(payment, result) {
  const kind = kindOf(payment, result);
  const due = payment.due ? element("span", { class: "sr" }, say("detail.due")) : null;
  const amount = shortRange(payment.amount_min ?? 0, payment.amount_max);
  return element("span", { class: `payment ${kind}` }, amount, due);
}
