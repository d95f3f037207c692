// On the projector the next turn opens by itself, when somebody has asked for that. Without script: press the button.
(() => {
  "use strict";

  const next = document.querySelector("[data-reveal]");
  const key = "portal-reveal";
  if (!next) {
    sessionStorage.removeItem(key);
    return;
  }
  const words = document.documentElement.lang.startsWith("en")
    ? { start: "Open one by one by itself", stop: "Stop here" }
    : { start: "저절로 한 사람씩 열기", stop: "여기서 멈추기" };
  const seconds = 4;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "krds-btn xlarge secondary";
  next.after(button);
  let timer = 0;

  const show = (running) => {
    button.textContent = running ? words.stop : words.start;
    button.setAttribute("aria-pressed", String(running));
    window.clearTimeout(timer);
    if (running) timer = window.setTimeout(() => next.click(), seconds * 1000);
  };

  button.addEventListener("click", () => {
    const running = sessionStorage.getItem(key) !== "on";
    sessionStorage.setItem(key, running ? "on" : "off");
    show(running);
  });
  show(sessionStorage.getItem(key) === "on");
})();
