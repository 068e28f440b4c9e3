// Strongest ties of the person that this page is about; the rest of the page came from the server.

import { byId, el, personLine } from "./dom.js";
import { tieView } from "./ties.js";

const person = JSON.parse(byId("person-data").textContent);
byId("ties").replaceChildren(...person.ties.map((tie) => el("li", {}, personLine(tie.person), tieView(tie))));
