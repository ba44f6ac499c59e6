// Starts the live connection of a page that has one.
(() => {
  const lost = document.getElementById('components-reconnect-modal');
  window.poscloud = {};
  window.poscloudCircuit(() => { lost.hidden = false; }, () => { lost.hidden = true; })
    .then(() => { document.documentElement.dataset.interactive = ''; });
})();
