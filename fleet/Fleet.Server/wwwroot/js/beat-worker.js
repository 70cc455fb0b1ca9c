// Beats twice a second.
setInterval(() => postMessage(0), 500);
