/* Small comforts. Every page works without this file. */
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");

  /* Escape twice within a second leaves a public page at once and puts nothing in its place in the history. */
  const leave = document.querySelector("[data-leave]");
  if (leave) {
    const go = () => {
      document.querySelectorAll("form").forEach((form) => form.reset());
      document.body.replaceChildren();
      document.title = "";
      window.location.replace(leave.href);
    };
    let lastEscape = -Infinity;
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      if (event.timeStamp - lastEscape < 1000) go();
      lastEscape = event.timeStamp;
    });
    leave.addEventListener("click", (event) => {
      event.preventDefault();
      go();
    });
  }

  /* What went wrong is read first. */
  const summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();

  /* A second press of the same button waits; the server keeps one record in any case. */
  const release = () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    window.setTimeout(release, 4000);
  });
  window.addEventListener("pageshow", release);

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  /* The phone menu closes with Escape and gives the focus back. */
  const menu = document.querySelector(".menu");
  if (menu) {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
})();
