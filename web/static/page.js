// The conversation of the graduates' page: sends what is asked, shows what comes back.
// Session and turns are kept in the browser's tab; the server keeps nothing of the page.

// Gradio speaks the browser's language and names it in <html lang>; this page is Chinese.
Object.defineProperty(navigator, "language", { get: () => "zh-CN" });
Object.defineProperty(navigator, "languages", { get: () => ["zh-CN"] });

const conversation = (() => {
  const KEPT = "conversation";
  const PATIENCE = 60_000;
  let root, server, session, busy = false;

  const turns = () => root.querySelector(".turns");
  const part = (name) =>
    root.querySelector(`template[data-part="${name}"]`).content.cloneNode(true).firstElementChild;

  function start(element, functions) {
    root = element;
    server = functions;
    document.getElementById("loading")?.remove();
    document.addEventListener("click", onClick);
    restore();
  }

  function onClick(event) {
    const chip = event.target.closest("[data-ask]");
    if (chip) ask(chip.dataset.ask);
    if (event.target.closest("[data-clear]")) clear();
  }

  // Whether the message was taken: not while another is being answered.
  function ask(message) {
    if (busy || !message.trim()) return false;
    busy = true;
    answer(message, open(message));
    return true;
  }

  async function answer(message, turn) {
    try {
      const id = `${Date.now()}-${Math.random()}`;
      const asked = { message, session_id: session, client_message_id: id };
      const answered = await Promise.race([server.ask(asked), tooLong()]);
      session = answered.session_id;
      turn.lastElementChild.outerHTML = answered.html;
    } catch {
      turn.lastElementChild.replaceWith(part("unreachable"));
    }
    turn.removeAttribute("aria-busy");
    busy = false;
    keep();
  }

  function open(message) {
    const turn = document.createElement("article");
    turn.className = "turn";
    turn.setAttribute("aria-busy", "true");
    const question = part("question");
    question.querySelector("p").textContent = message;
    turn.append(question, part("pending"));
    turns().append(turn);
    root.querySelector(".clear").hidden = false;
    if (matchMedia("(pointer: coarse)").matches) document.activeElement?.blur();
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    turn.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
    return turn;
  }

  function tooLong() {
    return new Promise((_, reject) => setTimeout(() => reject(new Error("timeout")), PATIENCE));
  }

  function keep() {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ session, html: turns().innerHTML }));
    } catch {
      // A full or forbidden store: the conversation lasts as long as the page.
    }
  }

  function restore() {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT));
    } catch {
      // Forbidden or foreign: begin anew.
    }
    if (!kept) return;
    session = kept.session;
    turns().innerHTML = kept.html;
    root.querySelector(".clear").hidden = !kept.html;
    turns().lastElementChild?.scrollIntoView({ block: "start" });
  }

  function clear() {
    session = undefined;
    turns().replaceChildren();
    root.querySelector(".clear").hidden = true;
    sessionStorage.removeItem(KEPT);
    scrollTo({ top: 0 });
  }

  return { start, ask };
})();
