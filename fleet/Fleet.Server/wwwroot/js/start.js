// Joins the parts of the page's script and gives the server's side its names.
import { announce, alertNow } from "./announce.js";
import { setWaiting } from "./badge.js";
import { setServerTime } from "./clock.js";
import { closeDialog, focusFirst, openDialog } from "./dialog.js";
import { enterPage, leavePage } from "./page.js";
import { startKeys } from "./keys.js";
import { startLabel } from "./label.js";
import { startLink, takePulse } from "./link.js";
import { startPanels } from "./panels.js";
import { syncPreferences, startPreferences } from "./preferences.js";
import { burst, setSound, startSound } from "./sound.js";
import { startTicking } from "./ticker.js";

let seatReference = null;

window.fleetConsole = {
  seat(reference) {
    seatReference = reference;
    syncPreferences();
  },

  pulse(pulse, mutedUntil, news) {
    setServerTime(pulse.serverUnixMilliseconds);
    takePulse(pulse.staleSinceUnixMilliseconds);
    setSound(pulse.sound, mutedUntil);
    setWaiting(pulse.waiting);
    if (news) {
      alertNow(news.urgent);
      announce(news.polite);
      if (news.isRepeat) {
        burst();
      }
    }
  },

  enterPage,
  leavePage,
  openDialog,
  closeDialog,
  focusFirst,
};

startPreferences();
startPanels();
startSound();
startKeys(() => seatReference?.invokeMethodAsync("MuteByKeyAsync"));
startTicking();
startLabel();
startLink();
