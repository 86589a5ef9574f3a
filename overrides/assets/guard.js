/* Runs before anything is shown. Two jobs:
   it tells the styles that scripts work, and, in a tab that was left by "Exit this page",
   it keeps Back and Forward from showing pages of this site again.

   The one thing ever stored is the mark "left", in this tab only, and only when somebody exits.
   Opening the site anew (by its address or a link) takes the mark away: nobody is locked out. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");

  function left() {
    try { return sessionStorage.getItem("left"); } catch (error) { return null; }
  }
  function again() {
    var entry = performance.getEntriesByType && performance.getEntriesByType("navigation")[0];
    return !!entry && entry.type === "back_forward";
  }
  function away(to) {
    root.classList.add("gone");
    document.title = "\u200b";
    location.replace(to);
  }

  var to = left();
  if (to) {
    if (again()) {
      away(to);
    } else {
      try { sessionStorage.removeItem("left"); } catch (error) { /* nothing was kept */ }
    }
  }
  /* A page kept whole for Back is put away hidden, and shown again only if nobody has exited. */
  addEventListener("pagehide", function () { root.classList.add("gone"); });
  addEventListener("pageshow", function (event) {
    if (!event.persisted) { return; }
    var mark = left();
    if (mark) { away(mark); } else { root.classList.remove("gone"); }
  });
})();
