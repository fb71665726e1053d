// The form page of the subsidy calculator: answers in, the calculation beside them.

import { answers, keptAnswers } from "./answers.js";
import { startClauses } from "./clause.js";
import { say } from "./data.js";
import { byId, goTo } from "./element.js";
import { askFor, follow, showProblem, startForm } from "./form.js";
import { readLink } from "./link.js";
import { hideResults, showFailure, showResults } from "./results.js";
import { calculate, fromSchool, Refused } from "./server.js";
import { startShare } from "./share.js";
import { cue } from "./timeline.js";

const PAUSE = 200; // milliseconds between the last answer and the calculation
let timer, running;

function start() {
  startForm();
  startClauses();
  startShare();
  startWays();
  answers.addEventListener("change", schedule);
  addEventListener("hashchange", () => openLink());
  addEventListener("resize", cue);
  if (!openLink()) answers.restore(keptAnswers() ?? {});
}

// The answers of the address's fragment; it is taken away, so that a reload keeps what was changed.
function openLink() {
  const link = readLink(location.hash);
  if (!link) return false;
  const notice = [
    link.isOurs ? "" : say("link_version"),
    link.unknown ? say("link_unknown", { n: link.unknown }) : "",
  ].join("");
  byId("notice").textContent = notice;
  byId("notice").hidden = !notice;
  history.replaceState(null, "", location.pathname);
  answers.restore(link.kept);
  return true;
}

function schedule() {
  byId("results").hidden = false;
  clearTimeout(timer);
  if (!answers.who) {
    running?.abort();
    follow(null);
    hideResults();
  } else timer = setTimeout(recalculate, PAUSE);
}

async function recalculate() {
  running?.abort();
  const mine = (running = new AbortController());
  byId("outcome").setAttribute("aria-busy", "true");
  try {
    await resolveSchool(mine.signal);
    const calculation = await calculate(answers, mine.signal);
    if (mine !== running) return;
    follow(calculation);
    showResults(calculation, askFor);
  } catch (error) {
    if (mine !== running || error.name === "AbortError") return;
    fail(error);
  }
  byId("outcome").removeAttribute("aria-busy");
}

// What follows from the school, once for every school; the link carries it.
async function resolveSchool(signal) {
  const { school } = answers.facts;
  if (school === undefined || answers.fromSchool?.school === school) return;
  const { facts, notes } = await fromSchool(school, signal);
  answers.fromSchool = { school, facts, notes };
  answers.keep();
}

function fail(error) {
  if (!(error instanceof Refused)) {
    const way = { name: say("retry"), go: recalculate };
    return showFailure({ message: say("unreachable"), short: say("unreachable_short"), way });
  }
  const { field, message } = error;
  const isShown = showProblem({ field, message });
  return showFailure({
    message: isShown ? say("refused") : say("refused_other", { message }),
    short: say("refused_short"),
    way: isShown ? { name: say("to_fix"), go: () => askFor(field) } : null,
  });
}

// The ways about the page: to the results, back to the questions.
function startWays() {
  const button = byId("bar").querySelector("button");
  const names = [button.textContent, button.dataset.other];
  let isAtResults = false;
  for (const one of document.querySelectorAll("[data-go]")) {
    one.addEventListener("click", () => {
      if (one === button && isAtResults) goTo(byId("questions"), byId("questions-title"));
      else goTo(byId("results"));
    });
  }
  new IntersectionObserver(
    ([seen]) => {
      isAtResults = seen.isIntersecting;
      button.textContent = names[Number(isAtResults)];
    },
    { rootMargin: "0px 0px -50% 0px" },
  ).observe(byId("results"));
}

start();
