// How often the person that this page is about may be asked to introduce somebody.

import { byId } from "./dom.js";
import { ask } from "./server.js";

const person = JSON.parse(byId("person-data").textContent);
const choice = byId("limit");
const problem = byId("limit-problem");

async function load() {
  const found = (await ask("/limits")).items.find((one) => one.person.id === person.id);
  const value = found ? String(found.per_month) : "";
  if (![...choice.options].some((option) => option.value === value)) choice.add(new Option(`At most ${value} times a month`, value));
  choice.value = value;
}

choice.addEventListener("change", async () => {
  choice.disabled = true;
  problem.hidden = true;
  try {
    if (choice.value === "") await ask("/limits", { person: person.id }, { method: "DELETE" });
    else await ask("/limits", {}, { method: "POST", headers: { Accept: "application/json", "Content-Type": "application/json" }, body: JSON.stringify({ person: person.id, per_month: Number(choice.value) }) });
    byId("limit-told").textContent = "Kept";
  } catch (error) {
    problem.textContent = error.message;
    problem.hidden = false;
    await load();
  } finally {
    choice.disabled = false;
    choice.focus();
  }
});
await load();
choice.disabled = false;
