// Copying the link, and printing the results.

import { answers } from "./answers.js";
import { say } from "./data.js";
import { byId } from "./element.js";
import { writeLink } from "./link.js";

export function startShare() {
  document.querySelector("[data-copy]").addEventListener("click", copy);
  document.querySelector("[data-print]").addEventListener("click", () => print());
  answers.addEventListener("change", () => tell(""));
  addEventListener("beforeprint", () => unfold(true));
  addEventListener("afterprint", () => unfold(false));
}

// The clipboard is not there on a page without TLS: then the link is shown to be copied by hand.
async function copy() {
  const link = writeLink(answers);
  try {
    await navigator.clipboard.writeText(link);
    tell(say("link_copied"));
  } catch {
    const input = byId("by-hand").querySelector("input");
    byId("by-hand").hidden = false;
    input.value = link;
    input.select();
  }
}

function tell(text) {
  byId("copied").textContent = text;
  byId("by-hand").hidden = true;
}

// On paper the conditions of what can be received stand open.
function unfold(isOn) {
  for (const details of document.querySelectorAll(".group.eligible details, .group.ambiguous details")) {
    if (isOn && !details.open) details.dataset.forPrint = "";
    if ("forPrint" in details.dataset) details.open = isOn;
    if (!isOn) delete details.dataset.forPrint;
  }
}
