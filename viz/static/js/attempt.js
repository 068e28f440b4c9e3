// A step that changes what the page of a person shows: the page is read anew, or says what went wrong.

import { byId } from "./dom.js";

export async function attempt(step) {
  try {
    await step();
    location.reload();
  } catch (error) {
    byId("said-problem").textContent = error.message;
    byId("said-problem").hidden = false;
  }
}
