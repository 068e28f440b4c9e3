// The JSON interface of the server that this page came from.

/** A problem that the server named: `problem` is its problem+json body. */
export class Refused extends Error {
  constructor(problem) {
    super(problem.detail || problem.title || "The server refused this without saying why.");
    this.problem = problem;
  }
}

/** JSON of an address below /api; `parameters` that are empty are left out. */
export async function ask(path, parameters = {}, options = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== "" && value !== null && value !== undefined));
  let answer;
  try {
    answer = await fetch(`/api${path}${query.size ? `?${query}` : ""}`, { headers: { Accept: "application/json" }, ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused({ title: "The server does not answer", detail: "The server does not answer. Is Mutuals still running on this machine?", status: 0 });
  }
  if (!answer.ok) throw new Refused(await answer.json().catch(() => ({ title: answer.statusText, status: answer.status })));
  return answer.status === 204 ? null : answer.json();
}

/** The answer to something told to an address below /api. */
export const post = (path, told) => ask(path, {}, { method: "POST", headers: { Accept: "application/json", "Content-Type": "application/json" }, body: JSON.stringify(told) });

/** Follow one running import: `progress` for every step, `end` once with the finished import. */
export function follow(id, { progress, end }) {
  const events = new EventSource(`/api/imports/${encodeURIComponent(id)}/events`);
  events.addEventListener("progress", (event) => progress(JSON.parse(event.data)));
  events.addEventListener("end", (event) => {
    events.close();
    end(JSON.parse(event.data));
  });
  return events;
}
