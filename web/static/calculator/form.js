// The questions: the group's first, then whatever else can still change the result.

import { answers } from "./answers.js";
import { questionCard } from "./card.js";
import { facts, groups, said, say, sources } from "./data.js";
import { byId, goTo } from "./element.js";

const cards = new Map();
let calculation = null;
let problem = null; // { field, message } of the server

export function startForm() {
  for (const button of document.querySelectorAll("[data-who]")) {
    button.addEventListener("click", () => choose(button.dataset.who));
  }
  document.querySelector("[data-change]").addEventListener("click", changeGroup);
  document.querySelector("[data-clear]").addEventListener("click", () => {
    answers.clear();
    goTo(byId("who"), document.querySelector("[data-who]"));
  });
  answers.addEventListener("change", render);
  byId("form").hidden = false;
  render();
}

// A new calculation, from which follows what is still worth asking.
export function follow(calculated) {
  calculation = calculated;
  problem = null;
  render();
}

// What the server refused; whether the question it is about is on the page.
export function showProblem(refused) {
  problem = refused;
  if (facts.has(refused.field) && answers.who) answers.ask(refused.field);
  render();
  return cards.has(refused.field);
}

// Puts a question, wherever it stands, before the person.
export function askFor(name) {
  answers.ask(name);
  render();
  const card = cards.get(name);
  card.element.hidden = false;
  goTo(card.element);
  card.focus();
}

function choose(who) {
  answers.choose(who);
  goTo(byId("questions"), byId("questions-title"));
}

function changeGroup() {
  byId("who-all").hidden = false;
  byId("who-chosen").hidden = true;
  document.querySelector(`[data-who="${answers.who}"]`).focus();
}

function render() {
  renderGroup();
  if (!answers.who) return;
  const own = answers.group.facts.filter(isAsked);
  const next = calculation?.next_question?.fact;
  const given = Object.keys(answers.facts).filter((name) => name !== "applicant");
  const others = [...new Set([...answers.asked, ...given, ...answers.skipped])].filter(
    (name) => !answers.group.facts.includes(name) && isOpen(name),
  );
  const isOwnDone = own.every((name) => answers.isDone(name));
  const mayAsk = next && isOwnDone && others.every((name) => answers.isDone(name));
  const further = mayAsk && !own.includes(next) ? [...new Set([...others, next])] : others;
  place(byId("cards"), own);
  place(byId("further-cards"), further);
  for (const [name, card] of cards) {
    if (!own.includes(name) && !further.includes(name) && !holdsFocus(card)) remove(name);
  }
  byId("further").hidden = !further.length;
  renderProgress(own);
}

function renderGroup() {
  const hasGroup = Boolean(answers.who);
  byId("questions").hidden = !hasGroup;
  byId("who-all").hidden = hasGroup;
  byId("who-chosen").hidden = !hasGroup;
  for (const button of document.querySelectorAll("[data-who]")) {
    button.setAttribute("aria-pressed", button.dataset.who === answers.who);
  }
  if (hasGroup) byId("who-chosen").querySelector("strong").textContent = groups.get(answers.who).title;
  if (!hasGroup) [...cards.keys()].forEach(remove);
}

// An answer stays to be seen; an open question only while it can change something.
function isAsked(name) {
  if (answers.isDone(name) || problem?.field === name) return true;
  if (calculation === null) return !sources.has(name);
  return isMissing(name) && isOpen(name);
}

// What follows from the school is asked when the school does not say it.
function isOpen(name) {
  const source = sources.get(name);
  if (!source || answers.isDone(name) || problem?.field === name) return true;
  if (source in answers.facts) return isMissing(name);
  return answers.skipped.includes(source) || !answers.group.facts.includes(source);
}

function isMissing(name) {
  return calculation?.results.some((one) => one.missing.includes(name)) ?? false;
}

function place(container, names) {
  let before = null;
  for (const name of names) {
    const card = cards.get(name) ?? make(name);
    const wanted = before ? before.nextElementSibling : container.firstElementChild;
    if (card.element.parentElement !== container || wanted !== card.element) {
      container.insertBefore(card.element, wanted);
    }
    card.update({ error: problem?.field === name ? problem.message : "", note: noteOf(name) });
    before = card.element;
  }
}

function make(name) {
  const card = questionCard(facts.get(name));
  cards.set(name, card);
  return card;
}

function remove(name) {
  cards.get(name).element.remove();
  cards.delete(name);
}

const holdsFocus = (card) => card.element.contains(document.activeElement);

function noteOf(name) {
  if (!facts.get(name).resolves || !(name in answers.facts) || !answers.fromSchool) return "";
  const { facts: found, notes } = answers.fromSchool;
  if (notes.length) return notes.join(say("comma"));
  const told = Object.entries(found).filter(([, value]) => value !== false);
  const parts = told.map(([one, value]) => {
    const fact = facts.get(one);
    return value === true ? fact.title : said(fact, value);
  });
  return parts.length ? say("school_found", { what: parts.join(say("comma")) }) : "";
}

function renderProgress(own) {
  const done = own.filter((name) => answers.isDone(name)).length;
  const left = own.length - done;
  const isKnown = calculation !== null && own.length > 0;
  byId("progress").textContent = !isKnown
    ? ""
    : left
      ? say("progress", { done, left })
      : say("progress_all");
  const open = calculation?.results.filter((one) => one.status === "needs_info").length ?? 0;
  byId("further-note").hidden = !open;
  byId("further-note").textContent = say("further_note", { n: open });
}
