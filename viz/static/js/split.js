// "This is two people": rows of a person are chosen and split off; what was said of the person, with the way back.

import { attempt } from "./attempt.js";
import { byId, el } from "./dom.js";
import { decide, judgements, withdraw } from "./judgements.js";

const person = JSON.parse(byId("person-data").textContent);
const form = byId("split");

const load = judgements({ section: byId("said"), list: byId("judgements"), person: person.id, undo: (one) => attempt(() => withdraw(one.id)) });

function choose() {
  const rows = [...new Map(person.records.map((record) => [record.id, record])).values()];
  byId("split-rows").append(...rows.map((record) => el("label", { class: "row" },
    el("input", { type: "checkbox", name: "row", value: record.id }),
    el("span", {}, el("bdi", { class: "clamp" }, record.name || record.emails[0] || "no name"),
      el("span", { class: "hint clamp", dir: "auto" }, [record.position, record.company, record.emails.join(", ")].filter(Boolean).join(" · ")),
      el("span", { class: "hint" }, el("bdi", {}, record.file), record.line ? `, line ${record.line}` : "")))));
  const chosen = () => [...form.querySelectorAll("input:checked")].map((input) => input.value);
  form.addEventListener("change", () => {
    const some = chosen().length;
    byId("split-off").disabled = some === 0 || some === rows.length;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(() => decide({ verdict: "different", a: person.id, records: chosen() }));
  });
}

// The rows are listed when they are asked for: somebody may have thousands.
form?.closest("details").addEventListener("toggle", choose, { once: true });
await load();
