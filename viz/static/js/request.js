// The request to the first introducer of a path: its draft, that it was made, and what became of it.

import { el, nameOf } from "./dom.js";
import { day } from "./format.js";
import { ask } from "./server.js";

const OUTCOMES = [["introduced", "Introduced"], ["met", "We met"], ["declined", "Declined"], ["unanswered", "No answer"]];

const send = (path, body) => ask(path, {}, { method: "POST", headers: { Accept: "application/json", "Content-Type": "application/json" }, body: JSON.stringify(body) });

/** All requests on record. */
export const requests = async () => (await ask("/asks")).items;

function draftView(draft) {
  const copied = el("span", { class: "hint", role: "status" });
  const text = el("pre", { dir: "auto", tabindex: "0", role: "region", "aria-label": "Draft of a request" }, draft.mail);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(draft.mail);
      copied.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(text);
      copied.textContent = "Selected: copy it with your keyboard";
    }
  };
  return el("details", { class: "draft" }, el("summary", {}, "Draft of a request to ", el("bdi", {}, draft.to.slice(0, 80))),
    text, el("p", { class: "actions" }, el("button", { type: "button", class: "small", on: { click: copy } }, "Copy"), copied));
}

/** What can be done about a path with an introducer. */
export function request(path, log, changed) {
  const [start, through, goal] = [path.people[0], path.people[1], path.people.at(-1)];
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const work = (step) => async () => {
    try {
      await step();
      await changed();
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
  };
  const button = (label, step) => el("button", { type: "button", class: "small", on: { click: work(step) } }, label);
  const last = log.find((one) => one.from?.id === start.id && one.through?.id === through.id && one.to?.id === goal.id && one.state !== "withdrawn");
  const told = last && el("p", {}, `${last.state === "asked" ? "Asked" : `Asked, ${last.state}`} `, el("span", { class: "hint" }, day(last.day)));
  const buttons = last
    ? [...OUTCOMES.filter(([outcome]) => outcome !== last.state).map(([outcome, label]) => button(label, () => send(`/asks/${encodeURIComponent(last.id)}/outcome`, { outcome }))),
      button("Forget it", () => ask(`/asks/${encodeURIComponent(last.id)}`, {}, { method: "DELETE" }))]
    : [button("I asked", () => send("/asks", { from: start.id, through: through.id, to: goal.id }))];
  return el("div", { class: "request" },
    path.draft && draftView(path.draft),
    told, el("div", { class: "actions", role: "group", "aria-label": `Request to ${through.name.slice(0, 80)}` }, el("span", { class: "hint" }, last ? "What became of it?" : ["Did you ask ", nameOf(through), "?"]), buttons),
    problem);
}
