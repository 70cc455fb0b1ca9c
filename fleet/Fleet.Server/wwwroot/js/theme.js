// Sets the theme before anything is drawn, so that a dark room is not lit up.
(function () {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  function apply() {
    let theme = "auto";
    try {
      theme = localStorage.getItem("fleet.theme") || "auto";
    } catch {
      // Storage is off; the computer's own choice stands.
    }
    const isDark = theme === "dark" || (theme !== "light" && dark.matches);
    document.documentElement.setAttribute("data-bs-theme", isDark ? "dark" : "light");
  }
  window.fleetApplyTheme = apply;
  dark.addEventListener("change", apply);
  apply();
})();
