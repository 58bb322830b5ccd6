// Everything from this server: no validator's badge, no other host. Secrets stay in the page's memory.
SwaggerUIBundle({
  dom_id: "#docs",
  url: location.pathname.startsWith("/docs/worker") ? "/openapi/worker.json" : "/openapi.json",
  validatorUrl: null,
  deepLinking: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  filter: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  persistAuthorization: false,
});
// Where the library's dark colours are: it would switch them by a bar that is not shown here.
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();
