// What has to be asked about one file before it can be read: whose it is, its kind, the order of its dates, its columns.

import { el } from "./dom.js";
import { day } from "./format.js";
import { mapper } from "./mapper.js";

let number = 0;
const ending = (problem) => problem?.type?.split(":").at(-1) ?? "";

/** What a refused import asks for: `owner`, `order`, `kind`, `table`, or nothing. */
export function asked(one) {
  if (one.state !== "refused") return "";
  switch (ending(one.problem)) {
    case "owner-needed": return "owner";
    case "date-order-needed": return one.problem.readings ? "order" : "";
    case "not-understood": return one.problem.kinds?.length ? "kind" : one.problem.table ? "table" : "";
    default: return "";
  }
}

/** What the reader of a refusal is told where the question stands above. */
export function told(one) {
  switch (asked(one)) {
    case "owner": return "This is somebody's own export: say whose above, then go on.";
    case "order": return "Its dates can be read in two ways: choose one above, then go on.";
    case "kind": return `It may be any of ${one.problem.kinds.join(", ")}: choose one above, then go on.`;
    case "table": return `Nobody knows a table with the columns ${one.problem.table.columns.slice(0, 12).join(", ")}. Say above what they are, then go on.`;
    default: return one.problem.detail || one.problem.title;
  }
}

/** The questions about one file. `ask` shows one more of them; `said` is what was answered, `missing` what was not. */
export function questions() {
  const node = el("div", { class: "questions-of-file" });
  let order = null;
  let kind = null;
  let table = null;

  function askOrder({ text, dmy, mdy }) {
    const group = `order-${number += 1}`;
    const choice = (value, first, reading) => el("label", {}, el("input", { type: "radio", name: group, value, on: { change: () => { order = value; } } }),
      el("span", {}, el("strong", {}, reading ? day(reading) : "no date"), ` ${first} first`));
    node.append(el("fieldset", { class: "order" }, el("legend", {}, "What day is ", el("bdi", {}, text), "?"),
      choice("dmy", "day", dmy), choice("mdy", "month", mdy)));
    return node.querySelector(`[name=${group}]`);
  }

  function askKind(kinds, label, none) {
    const id = `kind-${number += 1}`;
    kind = el("select", { id }, el("option", { value: "" }, none), kinds.map((name) => el("option", { value: name }, name)));
    node.append(el("div", { class: "kind" }, el("label", { for: id }, label), kind));
    return kind;
  }

  function askTable(problem) {
    table = mapper(problem.table);
    node.append(table.node);
    const known = [...document.querySelectorAll(".kinds code")].map((one) => one.textContent);
    askKind(known, "Or is it one of the kinds that can be read?", "no: read it as said above");
    return table.first;
  }

  return {
    node,
    /** Returns what to put the focus on. */
    ask(one) {
      switch (asked(one)) {
        case "order": return order ? null : askOrder(one.problem.readings);
        case "kind": return kind ?? askKind(one.problem.kinds, "Which kind of file is it?", "choose one");
        case "table": return table ? kind : askTable(one.problem);
        default: return null;
      }
    },
    said: () => ({ kind: kind?.value ?? "", date_order: order ?? "", map: table && !kind.value ? table.text() : "" }),
    missing: () => (table && !kind.value ? table.missing() : ""),
  };
}
