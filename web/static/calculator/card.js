// A question as a card: buttons to tap, a number with its unit, or a line of text.
// Takes a fact; gives { element, update(state) }, where state is { error, note }.

import { answers } from "./answers.js";
import { say } from "./data.js";
import { element } from "./element.js";

const TYPING = 700; // milliseconds after which what is typed counts

export function questionCard(fact) {
  const id = `q-${fact.fact}`;
  const field = fact.choices ? choiceField(fact) : typedField(fact, id);
  const skip = element(
    "button",
    { type: "button", class: "quiet skip-question", "aria-pressed": "false", onclick: onSkip },
    say("skip"),
  );
  const note = element("p", { class: "note", id: `${id}-note` });
  const error = element("p", { class: "error", id: `${id}-error`, role: "alert" });
  const card = element(
    "fieldset",
    { class: "question", id, tabindex: "-1" },
    element("legend", {}, fact.ask),
    field.element,
    note,
    error,
  );
  field.element.append(skip);

  function onSkip() {
    if (answers.skipped.includes(fact.fact)) answers.takeBack(fact.fact);
    else answers.skip(fact.fact);
  }

  function update({ error: wrong = "", note: about = "" }) {
    const isSkipped = answers.skipped.includes(fact.fact);
    field.update(answers.facts[fact.fact]);
    skip.setAttribute("aria-pressed", isSkipped);
    skip.textContent = say(isSkipped ? "skipped" : "skip");
    card.classList.toggle("is-done", answers.isDone(fact.fact));
    card.classList.toggle("is-wrong", Boolean(wrong || field.problem()));
    say_(note, about || (fact.type === "text" ? say("school_note") : ""));
    say_(error, wrong || field.problem());
    const described = [note, error].filter((one) => !one.hidden).map((one) => one.id).join(" ");
    const target = field.input ?? card;
    if (described) target.setAttribute("aria-describedby", described);
    else target.removeAttribute("aria-describedby");
    field.input?.setAttribute("aria-invalid", Boolean(wrong || field.problem()));
  }

  return { element: card, update, focus: () => (field.input ?? card).focus({ preventScroll: true }) };
}

// Rewritten only when it changes, so that it is not read out again.
function say_(place, text) {
  if (place.textContent !== text) place.textContent = text;
  place.hidden = !text;
}

function choiceField(fact) {
  const isList = fact.type === "list";
  const values = fact.choices.map((one) => one.value);
  const buttons = fact.choices.map(({ value, label }) =>
    element("button", { type: "button", "aria-pressed": "false", onclick: () => tap(value) }, label),
  );
  const nothing = element(
    "button",
    { type: "button", "aria-pressed": "false", onclick: () => give([]) },
    say("none_of_them"),
  );

  function tap(value) {
    const given = answers.facts[fact.fact];
    if (!isList) return give(value);
    const chosen = new Set(given ?? []);
    if (!chosen.delete(value)) chosen.add(value);
    const left = values.filter((one) => chosen.has(one));
    return left.length ? answers.give(fact.fact, left) : answers.takeBack(fact.fact);
  }

  function give(value) {
    const isGiven = JSON.stringify(answers.facts[fact.fact]) === JSON.stringify(value);
    if (isGiven) answers.takeBack(fact.fact);
    else answers.give(fact.fact, value);
  }

  function update(given) {
    buttons.forEach((button, n) => {
      const isOn = isList ? (given ?? []).includes(values[n]) : given === values[n];
      button.setAttribute("aria-pressed", isOn);
    });
    nothing.setAttribute("aria-pressed", isList && given?.length === 0);
  }

  const shown = isList ? [...buttons, nothing] : buttons;
  return { element: element("div", { class: "choices" }, shown), update, problem: () => "" };
}

function typedField(fact, id) {
  const isText = fact.type === "text";
  let timer, wrong = "";
  const input = element("input", {
    type: "text",
    id: `${id}-input`,
    "aria-label": [fact.title, fact.unit].filter(Boolean).join(" "),
    inputmode: isText ? "text" : fact.type === "int" ? "numeric" : "decimal",
    maxlength: isText ? fact.max : 16,
    autocomplete: "off",
    enterkeyhint: "done",
    class: isText ? "wide" : "number",
    oninput: () => (clearTimeout(timer), (timer = setTimeout(commit, TYPING))),
    onchange: commit,
  });
  const large = element("span", { class: "large" });
  const unit = isText ? null : element("span", { class: "unit", "aria-hidden": "true" }, fact.unit);

  function commit() {
    clearTimeout(timer);
    const text = input.value.trim();
    const value = isText ? text : numberOf(text);
    wrong = text && !isText ? problemOf(fact, value) : "";
    if (wrong || !text) return answers.takeBack(fact.fact);
    return value === answers.facts[fact.fact] ? undefined : answers.give(fact.fact, value);
  }

  function update(given) {
    const isTyping = document.activeElement === input;
    if (given !== undefined) wrong = "";
    if (!isTyping && !wrong) input.value = given ?? "";
    const isLarge = !isText && fact.unit && given >= 100_000;
    large.textContent = isLarge ? say("large", { n: given / 10_000, unit: fact.unit }) : "";
  }

  return {
    element: element("div", { class: "typed" }, input, unit, large),
    input,
    update,
    problem: () => wrong,
  };
}

// Full-width digits and separators of thousands are what people type, too.
function numberOf(text) {
  const half = text.normalize("NFKC").replace(/[,\s]/g, "");
  return /^\d+(\.\d+)?$/.test(half) ? Number(half) : NaN;
}

function problemOf(fact, number) {
  if (Number.isNaN(number)) return say("wrong_number");
  if (fact.type === "int" && !Number.isInteger(number)) return say("wrong_int");
  const fits = number >= fact.min && number <= fact.max;
  return fits ? "" : say("wrong_bounds", { min: fact.min, max: fact.max.toLocaleString("zh-CN") });
}
