// The picture as a table: the same marks, the same actions, for those who do not see or use the picture.

import { el } from "./dom.js";
import { count } from "./format.js";

const NEAR = 3;

/** Every mark with what it is strongest joined to; `choose` acts as a click on it would. */
export function tableOf(data, choose) {
  const byId = new Map(data.nodes.map((node) => [node.id, node]));
  const near = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of [...data.edges].sort((a, b) => b.strength - a.strength)) {
    near.get(edge.from).push(edge.to);
    near.get(edge.to).push(edge.from);
  }
  const rank = (node) => (node.step >= 0 ? node.step : 1000);
  const rows = [...data.nodes].sort((a, b) => rank(a) - rank(b) || b.people - a.people || b.ties - a.ties);
  return el("table", {},
    el("caption", {}, "The same as the picture. People on the path first, then groups, then people by number of ties."),
    el("thead", {}, el("tr", {}, ["Who", "About", "People", "Ties", "Closest to"].map((title) => el("th", { scope: "col" }, title)))),
    el("tbody", {}, rows.map((node) => el("tr", { class: node.step >= 0 ? "on-path" : null },
      el("td", {}, el("button", { type: "button", class: "quiet small", on: { click: () => choose(node) } }, el("bdi", { class: "clamp" }, node.name), node.kind === "group" && el("span", { class: "open" }, " (open)"))),
      el("td", {}, el("span", { class: "clamp", dir: "auto" }, node.step >= 0 ? `Step ${node.step + 1} of the path. ${node.about}` : node.about)),
      el("td", {}, count(node.people)),
      el("td", {}, count(node.ties)),
      el("td", {}, el("span", { class: "clamp" }, near.get(node.id).slice(0, NEAR).flatMap((id, i) => [i ? ", " : "", el("bdi", {}, byId.get(id).name.slice(0, 60))])))))));
}
