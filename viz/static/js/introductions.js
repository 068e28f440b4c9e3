// From whom, to whom; ranked paths with their reasons, and a small picture of them.

import { askForm, combobox } from "./combobox.js";
import { aboutOf, byId, el, nameOf, personLine } from "./dom.js";
import { day, percent, plural } from "./format.js";
import { picture } from "./picture.js";
import { ask } from "./server.js";
import { tieView } from "./ties.js";

const UNLIKELY = 0.05;
const asked = Object.fromEntries(new URLSearchParams(location.search));
const answer = byId("answer");
const from = combobox("from");
const to = combobox("to");
const asOf = byId("as-of");

askForm(byId("ask"), from, to);
byId("swap").addEventListener("click", () => {
  const [a, b] = [[from.input.value, from.value], [to.input.value, to.value]];
  from.set({ name: b[0], id: b[1] });
  to.set({ name: a[0], id: a[1] });
});

function titleOf(path, found) {
  const inline = (person) => el("bdi", {}, person.name.slice(0, 80));
  const between = path.people.slice(1, -1);
  if (!between.length) return [inline(found.from), " knows ", inline(found.to), " already"];
  return ["Through ", between.flatMap((person, k) => [k ? " and " : "", inline(person)])].flat();
}

function pathCard(path, i, found) {
  const unlikely = path.probability < UNLIKELY;
  const weakest = (k) => k === path.weakest && path.ties.length > 1;
  return el("li", {}, el("details", { class: `card path${unlikely ? " unlikely" : ""}`, open: !unlikely || i === 0 },
    el("summary", { class: "path-head" }, el("h3", {}, titleOf(path, found)), el("span", { class: "chance" }, percent(path.probability), " ", el("small", {}, unlikely ? "unlikely" : "chance"))),
    el("ol", { class: "chain" }, path.people.flatMap((person, k) => [
      el("li", {}, personLine(person)),
      k < path.ties.length && el("li", { class: `step ${path.ties[k].basis}${weakest(k) ? " weak" : ""}` }, tieView(path.ties[k], { weakest: weakest(k) })),
    ]))));
}

function summary(found) {
  const best = found.paths[0];
  const map = new URLSearchParams({ from: found.from.id, to: found.to.id, ...(asked.as_of ? { as_of: asked.as_of } : {}) });
  return el("div", { class: "answer-head" },
    el("p", { class: "big" }, `${plural(found.paths.length, "path", "paths")}; the best works with a chance of ${percent(best.probability)}`),
    el("p", { class: "hint" }, `If all are tried, one works: ${percent(found.reach)} · as of ${day(found.as_of)} · model ${found.model}`),
    el("p", {}, el("a", { href: `/map?${map}` }, "Show the best one on the map")));
}

function none(found) {
  const why = found.none_because;
  return el("div", { class: "card none" }, el("h2", {}, "No path yet"), el("p", { dir: "auto", class: "breakable" }, why ? `${why.reason[0].toUpperCase()}${why.reason.slice(1)}.` : "Nothing that was imported leads there."),
    why?.ways.length ? [el("h3", {}, "What would open one"), el("ul", {}, why.ways.map((way) => el("li", { dir: "auto" }, way)))] : null,
    el("p", { class: "links" }, el("a", { class: "button primary", href: "/" }, "Add files")));
}

function show(found) {
  from.set(found.from);
  to.set(found.to);
  if (!found.paths.length) return answer.replaceChildren(none(found));
  const stage = el("div", { class: "picture", role: "img", "aria-label": "Picture of the paths listed beside it" });
  answer.replaceChildren(summary(found), el("div", { class: "answer-grid" },
    el("ol", { class: "paths" }, found.paths.map((path, i) => pathCard(path, i, found))),
    el("div", { class: "card side" }, el("h2", {}, "All paths"), stage)));
  return picture(stage, found.picture, { still: true, chosen: (node) => node && location.assign(`/people/${encodeURIComponent(node.id)}`) });
}

function refused(error) {
  const candidates = error.problem?.candidates;
  if (!candidates) return answer.replaceChildren(el("p", { class: "problem", role: "alert", dir: "auto" }, error.message));
  // The sentence begins with how many people are called what was asked for; `from` is looked up first.
  const which = asked.from !== asked.to && error.message.includes(`called '${asked.to}'`) ? "to" : "from";
  return answer.replaceChildren(el("div", { class: "card" }, el("h2", {}, "Which one do you mean?"),
    el("ul", { class: "candidates" }, candidates.map((one) => el("li", {}, el("button", {
      type: "button", on: { click: () => location.assign(`/introductions?${new URLSearchParams({ ...asked, [which]: one.id })}`) },
    }, nameOf(one), el("span", { class: "about", dir: "auto" }, one.about || aboutOf(one))))))));
}

if (asked.as_of) asOf.value = asked.as_of;
for (const [name, box] of [["from", from], ["to", to]]) if (asked[name]) box.value = asked[name];
if (asked.from && asked.to) {
  answer.replaceChildren(el("p", { class: "waiting" }, "Looking for paths…"));
  ask("/introductions", asked).then(show).catch(refused);
} else if (asked.to || asked.from) {
  const [name, box] = asked.to ? ["to", to] : ["from", from];
  ask(`/people/${encodeURIComponent(asked[name])}`, { ties: 1 }).then((person) => box.set(person)).catch(() => {});
  (asked.to ? from : to).input.focus();
}
