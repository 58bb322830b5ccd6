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
