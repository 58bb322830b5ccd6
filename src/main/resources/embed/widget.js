// <script src="https://SERVER/embed/widget.js" data-agent="A12BCD345" data-token="…"></script>
// puts the avatar on any page: data-position is bottom-right (the default), bottom-left or inline, where the script stands.
(() => {
  const script = document.currentScript;
  const { agent, token, model, endUserId, position = "bottom-right" } = script.dataset;
  if (!agent) {
    console.error("Likeness: the script needs data-agent.");
    return;
  }
  const inline = position === "inline";
  const url = new URL(encodeURIComponent(agent), new URL("./", script.src));
  for (const [key, value] of Object.entries({ token, model, end_user_id: endUserId, layout: inline ? "" : "bubble" })) {
    if (value) {
      url.searchParams.set(key, value);
    }
  }

  const frame = document.createElement("iframe");
  Object.assign(frame, { src: url.href, title: "Talk to our assistant", allow: "microphone; autoplay" });
  Object.assign(frame.style, { border: "0", colorScheme: "normal" }, inline
    ? { display: "block", width: "100%", maxWidth: "44rem", height: "36rem" }
    : { position: "fixed", zIndex: "2147483000", bottom: "16px", [position === "bottom-left" ? "left" : "right"]: "16px" });

  const resize = ({ open, height }) => {
    const closed = { width: "80px", height: "80px", borderRadius: "50%", boxShadow: "0 4px 16px rgb(0 0 0 / .3)" };
    const opened = { width: "min(360px, calc(100vw - 32px))", height: `min(${height}px, calc(100vh - 32px))`,
      borderRadius: "16px", boxShadow: closed.boxShadow };
    Object.assign(frame.style, inline ? { height: `${height}px` } : open ? opened : closed);
  };
  resize({ open: false, height: 576 });

  addEventListener("message", ({ data, origin, source }) => {
    const own = source === frame.contentWindow && origin === url.origin;
    if (own && data?.type === "likeness:size" && Number.isFinite(data.height)) {
      resize({ open: data.open === true, height: Math.min(2000, Math.max(80, data.height)) });
    }
  });

  const place = () => inline ? script.after(frame) : document.body.append(frame);
  if (inline || document.body) {
    place();
  } else {
    addEventListener("DOMContentLoaded", place);
  }
})();
