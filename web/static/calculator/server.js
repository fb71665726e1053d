// What the page asks of its server.

export class Refused extends Error {
  constructor({ message, field }) {
    super(message);
    this.field = field?.split(".").at(-1) ?? null;
  }
}

export function calculate({ facts, skipped }, signal) {
  return post("/api/v1/calculate", { facts, declined: skipped }, signal);
}

// { facts, notes }: what follows from a school.
export function fromSchool(school, signal) {
  return post("/calculator/school", { school }, signal);
}

const clauses = new Map();

export async function clause(id) {
  if (!clauses.has(id)) {
    const response = await fetch(`/api/v1/clauses/${id}`);
    if (!response.ok) throw new Error(String(response.status));
    clauses.set(id, await response.json());
  }
  return clauses.get(id);
}

async function post(path, body, signal) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
  if (response.status === 422) throw new Refused((await response.json()).error);
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}
