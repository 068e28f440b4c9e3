// The ledger of imports: what each file said, its problems, and the way back.

import { changes } from "./changes.js";
import { byId } from "./dom.js";
import { outcome } from "./outcome.js";
import { ask } from "./server.js";

const ledger = byId("ledger");
const more = byId("more");
const dialog = byId("confirm");
const problem = byId("ledger-problem");

function complain(text) {
  problem.textContent = text;
  problem.hidden = !text;
}

function undo(one) {
  byId("confirm-text").textContent = `${one.file}${one.owner ? `, export of ${one.owner}` : ""}: everything that only this file said will be gone.`;
  dialog.returnValue = "";
  dialog.showModal();
  dialog.addEventListener("close", async () => {
    if (dialog.returnValue !== "yes") return;
    try {
      await ask(`/imports/${encodeURIComponent(one.source)}`, {}, { method: "DELETE" });
      byId(one.source)?.remove();
      byId("ledger-empty").hidden = ledger.children.length > 0;
      complain("");
    } catch (error) {
      complain(error.message);
    }
  }, { once: true });
}

async function load(after = "") {
  try {
    const found = await ask("/imports", { after, limit: 50 });
    ledger.append(...found.items.map((one) => {
      const node = outcome(one, { undo });
      if (one.source && one.owner) node.append(changes(one.source));
      return node;
    }));
    byId("ledger-empty").hidden = ledger.children.length > 0;
    more.hidden = !found.next;
    more.onclick = () => load(found.next);
  } catch (error) {
    complain(error.message);
  }
}

await load();
// The address names one import; it is there only now, too late for `:target`.
const named = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
if (named) {
  named.classList.add("named");
  named.scrollIntoView();
}
