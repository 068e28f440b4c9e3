// The community of the person that this page is about: from the page, or found when somebody asks for it.

import { byId, el } from "./dom.js";
import { percent, plural } from "./format.js";
import { ask } from "./server.js";

const person = JSON.parse(byId("person-data").textContent);
const place = byId("community");
const MOSTLY = 0.8;

function show(community) {
  place.replaceChildren(
    el("p", { class: "breakable" }, el("bdi", { class: "name" }, community.name)),
    el("p", { class: "hint" }, `${plural(community.size, "person", "people")}, `, el("bdi", {}, community.because)),
    el("p", { class: "hint" }, `${community.sure >= MOSTLY ? "Hardly depends on chance" : "Depends on chance"}: where the communities are drawn anew, ${percent(community.sure)} of this circle stay together with this person.`));
}

function find() {
  const wait = el("p", { class: "hint" }, "Looking at the whole network…");
  place.replaceChildren(wait);
  ask(`/communities/${encodeURIComponent(person.id)}`, { limit: 1 }).then(show)
    .catch((error) => place.replaceChildren(el("p", { class: "problem", role: "alert" }, error.message)));
}

if (place && person.community) show(person.community);
else if (place) {
  place.replaceChildren(
    el("p", { class: "hint" }, "Communities follow from all ties. In a large network that takes up to a minute."),
    el("button", { type: "button", class: "small", on: { click: find } }, "Find the community"));
}
