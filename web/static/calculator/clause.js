// A clause in a dialog: its label, its words, and the way to its place in the whole text.

import { label, say } from "./data.js";
import { byId, element } from "./element.js";
import { clause } from "./server.js";

// A link to a clause; a plain click opens the dialog, everything else is an ordinary link.
export function clauseLink(id, text = label(id)) {
  return element("a", { href: `/policy#${id}`, target: "policy", "data-clause": id }, text);
}

export function startClauses() {
  const dialog = byId("clause");
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-clause]");
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !isPlain) return;
    event.preventDefault();
    open(dialog, link.dataset.clause);
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside it
  });
}

async function open(dialog, id) {
  const words = dialog.querySelector(".clause-text");
  byId("clause-label").textContent = label(id);
  dialog.querySelector("a").href = `/policy#${id}`;
  words.replaceChildren();
  words.setAttribute("aria-busy", "true");
  dialog.showModal();
  try {
    const { text } = await clause(id);
    words.replaceChildren(...text.split("\n").map((line) => element("p", {}, line)));
  } catch {
    words.replaceChildren(element("p", {}, say("clause_missing")));
  }
  words.removeAttribute("aria-busy");
  words.scrollTop = 0;
}
