// People who may be one, reviewed.

import { byId } from "./dom.js";
import { decide, judgements, withdraw } from "./judgements.js";
import { cards, effect, reasons } from "./doubt.js";
import { learned } from "./learned.js";
import { review } from "./review.js";
import { ask, post } from "./server.js";

const keyOf = (doubt) => doubt.people.map((person) => person.id).sort().join(" ");
let takeBack = async () => undefined;
const listed = judgements({ section: byId("decided"), list: byId("judgements"), more: byId("more"), undo: (one) => takeBack(one.id) });

/** Other doubts about two people who are one now are about that one. */
function follow(queue, ids, person) {
  const seen = new Set();
  return queue.map((doubt) => ({ ...doubt, people: doubt.people.map((one) => (ids.includes(one.id) ? { ...one, ...person } : one)) }))
    .filter((doubt) => doubt.people[0].id !== doubt.people[1].id && !seen.has(keyOf(doubt)) && seen.add(keyOf(doubt)));
}

takeBack = await review({
  load: (limit) => ask("/duplicates", { limit }),
  keyOf,
  nameIn: (doubt) => doubt.people[0].name.slice(0, 80),
  draw(doubt) {
    byId("pair").replaceChildren(...cards(doubt));
    byId("reasons").replaceChildren(...reasons(doubt));
    byId("effect").replaceChildren(...effect(doubt));
  },
  question: (doubt) => `${doubt.people.map((person) => [person.name.slice(0, 80), person.position, person.company].filter(Boolean).join(", ")).join(", and ")}: one person or two?`,
  async decide(verdict, doubt) {
    const [a, b] = doubt.people.map((person) => person.id);
    const { judgement, people } = await decide({ verdict, a, b });
    return { id: judgement.id, rest: (queue) => (verdict === "same" ? follow(queue, [a, b], people[0]) : queue) };
  },
  withdraw,
  putOff: async (doubt) => (await post("/duplicates/later", { a: doubt.people[0].id, b: doubt.people[1].id })).id,
  takeUp: (id) => ask(`/duplicates/later/${encodeURIComponent(id)}`, {}, { method: "DELETE" }),
  listed,
  said: { same: "One person", different: "Two people", later: "Later" },
  nothing: "Nobody here looks like somebody else.",
});
await learned();
