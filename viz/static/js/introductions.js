// From whom, to whom; ranked paths with their reasons, and a small picture of them.

import { combobox } from "./combobox.js";
import { aboutOf, byId, el, nameOf } from "./dom.js";
import { day, percent, plural } from "./format.js";
import { pathCard } from "./path.js";
import { picture } from "./picture.js";
import { requests } from "./request.js";
import { ask } from "./server.js";
import { about, fill, isAsked, meant } from "./target.js";

const asked = new URLSearchParams(location.search);
const answer = byId("answer");
const from = combobox("from");
const to = combobox("to");
const asOf = byId("as-of");

fill(asked);
byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const pairs = meant(from, to, asOf.value);
  if (pairs) location.assign(`/introductions?${new URLSearchParams(pairs)}`);
});
byId("swap").addEventListener("click", () => {
  const [a, b] = [[from.input.value, from.value], [to.input.value, to.value]];
  from.set({ name: b[0], id: b[1] });
  to.set({ name: a[0], id: a[1] });
});

function summary(found) {
  const best = found.paths[0];
  const sure = "reach_low" in found ? ` (${percent(found.reach_low)} to ${percent(found.reach_high)})` : "";
  const map = new URLSearchParams({ from: found.from.id, to: best.people.at(-1).id, ...(asked.get("as_of") ? { as_of: asked.get("as_of") } : {}) });
  return el("div", { class: "answer-head" },
    el("p", { class: "big" }, best.unlikely ? `No path above 5 %: the best has a chance of ${percent(best.probability)}` : `${plural(found.paths.length, "path", "paths")}; the best works with a chance of ${percent(best.probability)}`),
    about(found.to),
    el("p", { class: "hint" }, `If all are tried, one works: ${percent(found.reach)}${sure} · as of ${day(found.as_of)} · model ${found.model}`),
    el("p", {}, el("a", { href: `/map?${map}` }, "Show the best one on the map")));
}

function none(found) {
  const why = found.none_because;
  return el("div", { class: "card none" }, el("h2", {}, "No path yet"), about(found.to), el("p", { dir: "auto", class: "breakable" }, why ? `${why.reason[0].toUpperCase()}${why.reason.slice(1)}.` : "Nothing that was imported leads there."),
    why?.ways.length ? [el("h3", {}, "What would open one"), el("ul", {}, why.ways.map((way) => el("li", { dir: "auto" }, way)))] : null,
    el("p", { class: "links" }, el("a", { class: "button primary", href: "/" }, "Add files")));
}

function show(found, log) {
  from.set(found.from);
  if (found.to.id) to.set(found.to);
  if (!found.paths.length) return answer.replaceChildren(none(found));
  const stage = el("div", { class: "picture", role: "img", "aria-label": "Picture of the paths listed beside it" });
  const opened = [...answer.querySelectorAll("details.path")].map((card) => card.open);
  const cards = found.paths.map((path, i) => pathCard(path, { open: opened[i] ?? (!path.unlikely || i === 0), log, changed: load }));
  answer.replaceChildren(summary(found), el("div", { class: "answer-grid" },
    el("ol", { class: "paths" }, cards),
    el("div", { class: "card side" }, el("h2", {}, "All paths"), stage)));
  return picture(stage, found.picture, { still: true, chosen: (node) => node && location.assign(`/people/${encodeURIComponent(node.id)}`) });
}

function refused(error) {
  const candidates = error.problem?.candidates;
  if (!candidates) return answer.replaceChildren(el("p", { class: "problem", role: "alert", dir: "auto" }, error.message));
  // The sentence begins with how many people are called what was asked for; `from` is looked up first.
  const which = asked.get("from") !== asked.get("to") && error.message.includes(`called '${asked.get("to")}'`) ? "to" : "from";
  const choice = (one) => {
    const next = new URLSearchParams(asked);
    next.set(which, one.id);
    return `/introductions?${next}`;
  };
  return answer.replaceChildren(el("div", { class: "card" }, el("h2", {}, "Which one do you mean?"),
    el("ul", { class: "candidates" }, candidates.map((one) => el("li", {}, el("button", {
      type: "button", on: { click: () => location.assign(choice(one)) },
    }, nameOf(one), el("span", { class: "about", dir: "auto" }, one.about || aboutOf(one))))))));
}

async function load() {
  try {
    const [found, log] = await Promise.all([ask(`/introductions?${asked}&draft=true`), requests()]);
    show(found, log);
  } catch (error) {
    refused(error);
  }
}

if (asked.get("as_of")) asOf.value = asked.get("as_of");
for (const [name, box] of [["from", from], ["to", to]]) if (asked.get(name)) box.value = asked.get(name);
if (isAsked(asked)) {
  answer.replaceChildren(el("p", { class: "waiting" }, "Looking for paths…"));
  await load();
} else if (asked.get("to") || asked.get("from")) {
  const [name, box] = asked.get("to") ? ["to", to] : ["from", from];
  ask(`/people/${encodeURIComponent(asked.get(name))}`, { ties: 1 }).then((person) => box.set(person)).catch(() => {});
  (asked.get("to") ? from : to).input.focus();
}
