// Search as you type for a person: the combobox pattern of the ARIA practices, list autocomplete, manual selection.

import { aboutOf, byId, el, nameOf } from "./dom.js";
import { ask } from "./server.js";

const WAIT = 120;

/** Bring one `.combo` of the page to life; `chosen` is told the person. */
export function combobox(name, { chosen = () => {} } = {}) {
  const input = byId(`${name}-text`);
  const list = byId(`${name}-list`);
  const value = input.parentElement.querySelector("input[type=hidden]");
  let people = [];
  let active = -1;
  let timer = 0;
  let running = null;

  function close() {
    clearTimeout(timer);
    running?.abort();
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function show(found) {
    people = found;
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...found.map((person, i) =>
      el("li", { id: `${name}-option-${i}`, role: "option", "aria-selected": "false", on: { mousedown: (event) => event.preventDefault(), click: () => choose(i) } },
        nameOf(person), el("span", { class: "about", dir: "auto" }, [aboutOf(person), person.place].filter(Boolean).join(" · ")))));
    if (!found.length) list.append(el("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nobody by that name"));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  function mark(i) {
    active = i;
    [...list.children].forEach((option, k) => option.setAttribute("aria-selected", String(k === i)));
    if (i < 0) return input.removeAttribute("aria-activedescendant");
    list.children[i].scrollIntoView({ block: "nearest" });
    return input.setAttribute("aria-activedescendant", `${name}-option-${i}`);
  }

  function set(person) {
    input.value = person.name;
    value.value = person.id;
  }

  function choose(i) {
    set(people[i]);
    close();
    chosen(people[i]);
  }

  async function search() {
    running?.abort();
    running = new AbortController();
    try {
      const found = await ask("/people", { q: input.value.slice(0, 200), limit: 8 }, { signal: running.signal });
      if (document.activeElement === input) show(found.items);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function typed() {
    value.value = input.value.trim();
    clearTimeout(timer);
    if (value.value) timer = setTimeout(search, WAIT);
    else close();
  }

  input.addEventListener("input", typed);
  input.addEventListener("keydown", (event) => {
    const open = !list.hidden && people.length > 0;
    if (event.key === "ArrowDown" && !open && input.value) search();
    else if (event.key === "ArrowDown" && open) mark((active + 1) % people.length);
    else if (event.key === "ArrowUp" && open) mark((active <= 0 ? people.length : active) - 1);
    else if (event.key === "Enter" && open && active >= 0) choose(active);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  // Somebody may have typed before this script was there, or the browser put back what was typed before.
  if (input.value) typed();
  return { input, set, get value() { return value.value; }, set value(text) { value.value = text; input.value = text; } };
}

/** A form that leads to the answer: only what was filled in goes into the address. */
export function askForm(form, ...boxes) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const missing = boxes.find((box) => !box.value);
    if (missing) return missing.input.focus();
    const filled = [...new FormData(form)].filter(([, text]) => text);
    return location.assign(`${form.getAttribute("action")}?${new URLSearchParams(filled)}`);
  });
}
