// What the columns of an unknown table are: its top, a select for each field, and a guess to agree to or to correct.

import { el } from "./dom.js";

const JOINED = new Set(["name", "from", "to", "mentor", "mentee", "person"]);
/** Fields that may be one word for every row, and words that are usual for them. */
const ALWAYS = { kind: ["met", "message", "in_touch", "mentoring", "knows", "worked_on"], event: [], when: [], item: [] };
const MOST_JOINED = 3;

const quoted = (column) => `"${column.replaceAll('"', '""')}"`;
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
let number = 0;

/** `text` is what the server is told, empty while something is missing; `missing` says what. */
export function mapper(table) {
  const shape = el("select", {}, table.shapes.map((one) => el("option", { value: one.name }, one.label)));
  const fields = el("div", { class: "fields" });
  let rows = [];
  const chosen = () => table.shapes.find((one) => one.name === shape.value);

  function draw() {
    const guess = Object.fromEntries(chosen().guess);
    const needed = new Set(chosen().needs.filter((some) => some.length === 1).flat());
    rows = chosen().fields.map(([name, about]) => field(name, about, table.columns, guess[name] ?? [], needed.has(name)));
    fields.replaceChildren(...rows.map((one) => one.node));
  }

  shape.addEventListener("change", draw);
  draw();
  shape.id = `shape-${number += 1}`;
  return {
    node: el("div", { class: "mapper" },
      el("p", {}, "Nobody knows this table. Say what it holds and which column is what; it is remembered for the next one like it."),
      top(table),
      el("div", { class: "shape" }, el("label", { for: shape.id }, "What does it hold?"), shape), fields),
    first: shape,
    text: () => rows.map((one) => one.text()).filter(Boolean).join(","),
    missing() {
      const said = new Set(rows.filter((one) => one.text()).map((one) => one.name));
      const need = chosen().needs.find((some) => !some.some((name) => said.has(name)));
      const about = Object.fromEntries(chosen().fields);
      return need ? `Which column is ${need.map((name) => `the ${about[name].replace(/^the /, "").split(":")[0]}`).join(", or ")}?` : "";
    },
  };
}

function top(table) {
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "The first rows of the table" }, el("table", {},
    el("thead", {}, el("tr", {}, table.columns.map((name) => el("th", { scope: "col", dir: "auto" }, name)))),
    el("tbody", {}, table.rows.map((cells) => el("tr", {}, cells.map((cell) => el("td", { dir: "auto" }, cell)))))));
}

function field(name, about, columns, guess, needed) {
  const holder = el("div", { class: "field" });
  const selects = [];
  const word = el("input", { type: "text", maxlength: "200", dir: "auto", "aria-label": `${capital(about)}: the same for every row`, hidden: true });

  function add(value, label) {
    const select = el("select", { id: `field-${number += 1}`, dir: "auto", "aria-label": selects.length ? `${capital(about)}, joined with` : null },
      el("option", { value: "" }, selects.length ? "and nothing more" : "—"), columns.map((column) => el("option", { value: `=${column}` }, column)),
      selects.length ? [] : (ALWAYS[name] ?? []).map((one) => el("option", { value: `:${one}` }, `every row: ${one}`)),
      selects.length || !(name in ALWAYS) ? [] : el("option", { value: ":" }, "every row the same…"));
    select.value = value;
    selects.push(select);
    select.addEventListener("change", () => {
      word.hidden = selects[0].value !== ":";
      if (!word.hidden) word.focus();
      grow();
    });
    if (label) holder.append(el("label", { for: select.id }, `${capital(about)}${needed ? " (needed)" : ""}`));
    holder.insertBefore(select, label ? null : word);
    if (label) holder.append(word);
  }

  /** Another select for one more column, where names and addresses may stand apart. */
  function grow() {
    if (JOINED.has(name) && selects.at(-1).value.startsWith("=") && selects.length < Math.min(MOST_JOINED, columns.length)) add("", false);
  }

  add(guess.length ? `=${guess[0]}` : "", true);
  guess.slice(1).forEach((column) => add(`=${column}`, false));
  grow();
  return {
    name,
    node: holder,
    text() {
      const [first] = selects;
      if (first.value.startsWith(":")) {
        const said = (first.value === ":" ? word.value : first.value.slice(1)).replaceAll(",", " ").trim();
        return said ? `${name}=:${said}` : "";
      }
      if (!first.value) return "";
      const named = [...new Set(selects.map((one) => one.value).filter((value) => value.startsWith("=")))];
      return named.length ? `${name}=${named.map((value) => quoted(value.slice(1))).join("+")}` : "";
    },
  };
}
