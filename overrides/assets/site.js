/* The menu on narrow screens, and "Exit this page". Without this file both still work as links. */
(function () {
  "use strict";
  var root = document.documentElement;

  var button = document.querySelector(".menu-button");
  var menu = document.getElementById("menu");
  if (button && menu) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var open = button.getAttribute("aria-expanded") === "true";
      button.setAttribute("aria-expanded", String(!open));
    });
    menu.addEventListener("keydown", function (event) {
      if (event.key === "Escape") {
        button.setAttribute("aria-expanded", "false");
        button.focus();
      }
    });
  }

  var to = document.body.dataset.exit;
  var told = document.getElementById("exit-told");
  var control = document.querySelector(".exit");

  function leave() {
    root.classList.add("gone"); /* hidden in this very task, before any navigation begins */
    var message = document.createElement("p");
    message.setAttribute("role", "alert");
    message.className = "leaving";
    message.textContent = told.dataset.leaving;
    document.body.replaceChildren(message);
    document.title = "\u200b";
    try { sessionStorage.setItem("left", to); } catch (error) { /* then Back is not guarded */ }
    location.replace(to);
  }

  document.querySelectorAll(".exit, .leave").forEach(function (link) {
    link.addEventListener("click", function (event) {
      event.preventDefault();
      leave();
    });
  });

  /* Shift, three times, each within five seconds of the last; Shift together with another key is
     typing and does not count. */
  var presses = 0;
  var alone = false;
  var timer = 0;

  function show(count) {
    presses = count;
    control.dataset.presses = String(count);
  }
  function reset(message) {
    clearTimeout(timer);
    if (presses) { told.textContent = message || ""; }
    show(0);
  }
  addEventListener("keydown", function (event) {
    if (event.key === "Shift") {
      if (!event.repeat) { alone = true; }
    } else {
      alone = false;
      reset();
    }
  }, true);
  addEventListener("keyup", function (event) {
    if (event.key !== "Shift") { return; }
    if (!alone || event.ctrlKey || event.altKey || event.metaKey) { alone = false; reset(); return; }
    alone = false;
    show(presses + 1);
    clearTimeout(timer);
    if (presses >= 3) { leave(); return; }
    told.textContent = presses === 1 ? told.dataset.two : told.dataset.one;
    timer = setTimeout(function () { reset(told.dataset.over); }, 5000);
  }, true);
  addEventListener("pointerdown", function () { alone = false; }, true);
})();
