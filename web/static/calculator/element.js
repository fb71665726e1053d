// Builds elements: element("p", { class: "note", hidden: true }, "text", child).
// A function under "onclick" … listens; true, false and null are as of a boolean attribute.

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child != null && child !== false));
  return made;
}

export const byId = (id) => document.getElementById(id);

// Brings something into view and the keyboard to it.
export function goTo(target, focused = target) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  focused.focus({ preventScroll: true });
  target.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}
