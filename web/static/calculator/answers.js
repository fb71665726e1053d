// What the person has said: the group, facts, what was skipped. Kept in the browser's tab only.
// Tells of a change by the event "change".

import { facts, groups } from "./data.js";

const KEPT = "calculator";
const NOTHING = { who: null, facts: {}, skipped: [], asked: [], fromSchool: null };

class Answers extends EventTarget {
  constructor() {
    super();
    Object.assign(this, structuredClone(NOTHING));
  }

  get group() {
    return groups.get(this.who);
  }

  // Choosing a group says who applies; what was answered stays.
  choose(who) {
    delete this.facts.applicant;
    this.who = who;
    if (this.group.applicant) this.facts.applicant = this.group.applicant;
    this.#changed();
  }

  give(name, value) {
    this.facts[name] = value;
    this.skipped = this.skipped.filter((one) => one !== name);
    this.#note(name);
  }

  skip(name) {
    delete this.facts[name];
    this.skipped = [...new Set([...this.skipped, name])];
    this.#note(name);
  }

  takeBack(name) {
    delete this.facts[name];
    this.skipped = this.skipped.filter((one) => one !== name);
    this.#note(name);
  }

  // What is asked beyond the group's questions stays where it was asked.
  ask(name) {
    if (!this.asked.includes(name)) this.asked.push(name);
  }

  isDone(name) {
    return name in this.facts || this.skipped.includes(name);
  }

  clear() {
    this.restore({});
  }

  restore(kept) {
    Object.assign(this, structuredClone(NOTHING), kept);
    if (!groups.has(this.who)) this.who = null;
    for (const name of Object.keys(this.facts)) if (!facts.has(name)) delete this.facts[name];
    this.skipped = this.skipped.filter((name) => facts.has(name));
    this.asked = this.asked.filter((name) => facts.has(name));
    if (this.group?.applicant) this.facts.applicant = this.group.applicant;
    this.#changed();
  }

  keep() {
    const { who, facts: given, skipped, asked, fromSchool } = this;
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ who, facts: given, skipped, asked, fromSchool }));
    } catch {
      // A full or forbidden store: the answers last as long as the page.
    }
  }

  #note(name) {
    this.ask(name);
    if (facts.get(name).resolves) this.fromSchool = null;
    this.#changed();
  }

  #changed() {
    this.keep();
    this.dispatchEvent(new Event("change"));
  }
}

export const answers = new Answers();

// The answers of this tab before a reload, or null.
export function keptAnswers() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT));
  } catch {
    return null; // Forbidden or foreign: begin anew.
  }
}
