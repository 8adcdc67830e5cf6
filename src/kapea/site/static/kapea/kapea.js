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

  /* A form that is too long to be received is not sent: what is written stays on the page. */
  const MOST_SENT = 250000;
  const written = (form) => String(new URLSearchParams(new FormData(form)));
  const isTooLong = (form) => {
    const words = document.querySelector("[data-too-long]");
    if (!words || written(form).length <= MOST_SENT) return false;
    form.prepend(words);
    words.hidden = false;
    words.focus();
    return true;
  };

  /* How much may still be written is told when little is left. */
  document.querySelectorAll("textarea[maxlength]").forEach((area) => {
    const said = area.nextElementSibling;
    if (!said || !said.dataset.left) return;
    const tell = () => {
      const left = area.maxLength - area.value.length;
      said.hidden = left > area.maxLength / 5;
      said.textContent = left > 0 ? said.dataset.left.replace("{n}", String(left)) : said.dataset.full;
    };
    area.addEventListener("input", tell);
    tell();
  });

  /* A second press of the same button waits; the server keeps one record in any case. */
  const release = () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent || isTooLong(form)) event.preventDefault();
    if (isTooLong(form)) return;
    form.dataset.sent = "yes";
    window.setTimeout(release, 4000);
  });
  window.addEventListener("pageshow", release);

  /* What is typed into a long form is kept at each pause; a form that is sent needs it no more. */
  const PAUSE = 2500;
  const AGAIN = 10000;
  const MOST_KEPT_ALIVE = 60000;
  document.querySelectorAll("[data-draft]").forEach((button) => {
    const form = button.form;
    const state = form.querySelector("[data-draft-state]");
    let timer = 0;
    let waiting = false;
    const keep = () => {
      window.clearTimeout(timer);
      if (!waiting || form.dataset.sent) return;
      waiting = false;
      const body = written(form);
      const options = {
        method: "POST",
        body,
        headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Requested-With": "kapea-pause" },
        redirect: "error",
        keepalive: body.length < MOST_KEPT_ALIVE /* a browser refuses more than 64 KiB of these */,
      };
      fetch(button.dataset.draft, options)
        .then((answer) => {
          if (!answer.ok) throw new Error(String(answer.status));
          state.textContent = state.dataset.kept;
        })
        .catch(() => {
          state.textContent = state.dataset.lost;
          waiting = true;
          timer = window.setTimeout(keep, AGAIN);
        });
    };
    form.addEventListener("input", () => {
      waiting = true;
      window.clearTimeout(timer);
      timer = window.setTimeout(keep, PAUSE);
    });
    form.addEventListener("submit", () => window.clearTimeout(timer));
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep());
  });

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
