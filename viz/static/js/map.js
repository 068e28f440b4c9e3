// The map: picture and table of the same marks, and a panel about the one that was chosen. The address holds the state.

import { combobox } from "./combobox.js";
import { byId, el } from "./dom.js";
import { day, plural } from "./format.js";
import { panelOf } from "./panel.js";
import { picture } from "./picture.js";
import { ask } from "./server.js";
import { tableOf } from "./twin.js";

const stage = byId("picture");
const caption = byId("caption");
const panel = byId("panel");
let drawn = null;
let data = null;

const asked = () => Object.fromEntries(new URLSearchParams(location.search));

function go(change) {
  const next = Object.fromEntries(Object.entries({ ...asked(), ...change }).filter(([, value]) => value));
  history.pushState(null, "", `/map${Object.keys(next).length ? `?${new URLSearchParams(next)}` : ""}`);
  return load();
}

function close() {
  panel.hidden = true;
  panel.replaceChildren();
}

async function choose(node) {
  if (!node) return close();
  if (node.kind === "group") return go({ focus: node.id });
  panel.hidden = false;
  await panelOf(panel, node, { asOf: asked().as_of, around: (id) => go({ focus: id }), close });
  return null;
}

function crumbs() {
  const steps = [{ id: "", label: "Everyone" }, ...data.trail];
  const focus = data.nodes.find((node) => node.id === data.focus && node.kind === "person");
  if (focus) steps.push({ id: focus.id, label: focus.name });
  const nodes = steps.flatMap((step, i) => [
    i ? el("span", { class: "sep", "aria-hidden": "true" }, "›") : null,
    el("button", { type: "button", class: "quiet", "aria-current": i === steps.length - 1 ? "true" : null, on: { click: () => go({ focus: step.id }) } }, el("span", { dir: "auto" }, step.label)),
  ]);
  byId("trail").replaceChildren(...nodes.filter(Boolean));
}

function say() {
  const people = data.nodes.filter((node) => node.kind === "person").length;
  const groups = data.nodes.length - people;
  const parts = [plural(people, "person by name", "people by name")];
  if (groups) parts.push(plural(groups, "group that opens", "groups that open"));
  if (data.hidden) parts.push(`${plural(data.hidden, "weaker tie", "weaker ties")} left out`);
  if (stage.dataset.path) parts.push("path in amber");
  caption.textContent = `${parts.join(" · ")} · of ${plural(data.people, "person", "people")} and ${plural(data.ties, "tie", "ties")} as of ${day(data.as_of)}`;
}

async function load() {
  close();
  caption.textContent = "Drawing…";
  try {
    data = await ask("/map", asked());
  } catch (error) {
    caption.textContent = error.message;
    return;
  }
  drawn?.close();
  drawn = picture(stage, data, { chosen: choose });
  byId("table").replaceChildren(tableOf(data, choose));
  crumbs();
  say();
  const focus = data.nodes.find((node) => node.id === data.focus && node.kind === "person");
  if (focus) {
    drawn.network.selectNodes([focus.id]);
    await choose(focus);
  }
}

function view(table) {
  byId("table").hidden = !table;
  byId("picture").parentElement.hidden = table;
  byId("as-table").setAttribute("aria-pressed", String(table));
  byId("as-picture").setAttribute("aria-pressed", String(!table));
  if (!table) drawn?.fit();
}

combobox("find", {
  chosen(person) {
    if (!drawn?.has(person.id)) return go({ focus: person.id });
    drawn.select(person.id);
    return choose(data.nodes.find((node) => node.id === person.id));
  },
});
byId("as-picture").addEventListener("click", () => view(false));
byId("as-table").addEventListener("click", () => view(true));
byId("zoom-in").addEventListener("click", () => drawn?.zoom(1.35));
byId("zoom-out").addEventListener("click", () => drawn?.zoom(1 / 1.35));
byId("zoom-fit").addEventListener("click", () => drawn?.fit(true));
window.addEventListener("popstate", load);
load();
