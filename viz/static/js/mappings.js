// What is remembered of tables whose columns were mapped, and how to be asked again.

import { byId, el } from "./dom.js";
import { ask } from "./server.js";

const list = byId("mappings");

function entry(mapping) {
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const forget = async () => {
    try {
      await ask(`/mappings/${encodeURIComponent(mapping.id)}`, {}, { method: "DELETE" });
      node.remove();
      byId("remembered").hidden = !list.children.length;
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
  };
  const node = el("li", { class: "outcome" },
    el("div", { class: "head" }, el("strong", { dir: "auto" }, mapping.columns.join(", ")), el("span", { class: "hint" }, mapping.kind)),
    el("p", {}, el("code", { class: "breakable", dir: "auto" }, mapping.map)),
    el("div", { class: "actions" }, el("button", { type: "button", class: "small", on: { click: forget } }, "Forget")), problem);
  return node;
}

try {
  const found = await ask("/mappings");
  list.replaceChildren(...found.items.map(entry));
  byId("remembered").hidden = !found.items.length;
} catch (error) {
  byId("remembered").hidden = false;
  list.replaceChildren(el("li", { class: "problem" }, error.message));
}
