// Runs before every page: a request or script that the page's policy stopped becomes a message that fails the test.
addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
