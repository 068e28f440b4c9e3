// One path of an answer: who is on it, what its probability is made of, the request to send and what became of it.

import { el, nameOf, personLine } from "./dom.js";
import { percent } from "./format.js";
import { request } from "./request.js";
import { reasonView, tieView } from "./ties.js";

const bare = (p) => percent(p).replace(" %", "");

function titleOf(path) {
  const inline = (person) => el("bdi", {}, person.name.slice(0, 80));
  const [first, goal] = [path.people[0], path.people.at(-1)];
  const between = path.people.slice(1, -1);
  if (!between.length) return [inline(first), " knows ", inline(goal), " already"];
  return ["Through ", between.flatMap((person, k) => [k ? " and " : "", inline(person)]), path.fit.rows.length || path.fit.chance < 1 ? [" to ", inline(goal)] : []].flat(2);
}

function factors(path) {
  const goal = path.people.at(-1);
  const line = (person, does, chance, why) => el("li", {}, nameOf(person), ` ${does}: `, el("span", { class: "percent" }, percent(chance)), el("span", { class: "hint", dir: "auto" }, ` ${why}`));
  return el("ul", { class: "factors", "aria-label": "Beside the ties" },
    path.introducers.map((one, k) => line(path.people[k + 1], "introduces", one.chance, one.why)),
    line(goal, "says yes", path.accepts.chance, path.accepts.why),
    path.fit.rows.length > 0 && el("li", {}, nameOf(goal), " fits: ", el("span", { class: "percent" }, percent(path.fit.chance)), " ", reasonView({ text: path.fit.why, rows: path.fit.rows, total: path.fit.rows.length })));
}

/** A card; `log` is what was asked before, and `changed` is called when something was logged. */
export function pathCard(path, { open, log, changed }) {
  const weakest = (k) => k === path.weakest && path.ties.length > 1;
  const sure = "low" in path ? [" ", el("small", { class: "sure" }, `${bare(path.low)} to ${percent(path.high)}`)] : [];
  return el("li", {}, el("details", { class: `card path${path.unlikely ? " unlikely" : ""}`, open },
    el("summary", { class: "path-head" }, el("h3", {}, titleOf(path)), el("span", { class: "chance" }, percent(path.probability), " ", el("small", {}, path.unlikely ? "unlikely" : "chance"), sure)),
    el("ol", { class: "chain" }, path.people.flatMap((person, k) => [
      el("li", {}, personLine(person)),
      k < path.ties.length && el("li", { class: `step ${path.ties[k].basis}${weakest(k) ? " weak" : ""}` }, tieView(path.ties[k], { weakest: weakest(k) })),
    ])),
    factors(path),
    path.people.length > 2 && request(path, log, changed)));
}
