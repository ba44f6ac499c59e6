// Starts the live connection and takes it up again by itself after an outage or a restart of the dashboard.
window.poscloud = (() => {
  let stopping = false;
  let polling = false;
  const lost = () => document.getElementById('components-reconnect-modal');

  async function alive() {
    try {
      return (await fetch('/health/live', { cache: 'no-store' })).ok;
    } catch {
      return false;
    }
  }

  async function comeBack() {
    if (polling) return;
    polling = true;
    while (!(await alive())) await new Promise(next => setTimeout(next, 500));
    let back = false;
    try {
      back = stopping ? await Blazor.resumeCircuit() : await Blazor.reconnect();
    } catch {
      back = false;
    }
    // Where the reader is stands in the address, so a fresh page shows the same.
    if (!back) location.reload();
    polling = stopping = false;
    lost().hidden = true;
  }

  const reconnectionHandler = {
    onConnectionDown: () => { lost().hidden = false; comeBack(); },
    onConnectionUp: () => { lost().hidden = true; },
  };

  function pause() {
    setTimeout(async () => {
      stopping = true;
      lost().hidden = false;
      try {
        await Blazor.pauseCircuit();
      } catch {
        // The connection may close before the answer; what counts is that it closed.
      }
      comeBack();
    }, 0);
  }

  Blazor.start({ circuit: { reconnectionHandler } }).then(() => { document.documentElement.dataset.interactive = ''; });
  return { pause };
})();
