// Controls and links that a screen reader would have no name for.
() => [...document.querySelectorAll("input:not([type=hidden]), select, button, a[href]")]
  .filter((e) => !(e.textContent.trim() || e.getAttribute("aria-label") || e.labels?.length))
  .map((e) => e.outerHTML);
