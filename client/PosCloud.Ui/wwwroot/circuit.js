// The live connection of a page: starts it and takes it up again by itself after an outage or a restart of the program.
// show('lost' | 'restarting') covers the page, hide() uncovers it. Wants window.poscloud and Blazor to be there.
window.poscloudCircuit = (show, hide) => {
  let stopping = false;
  let polling = false;

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
    // The program keeps what was on the screen, so a fresh page shows the same.
    if (!back) location.reload();
    polling = stopping = false;
    hide();
  }

  // The program calls this just before it stops.
  window.poscloud.pause = () => {
    setTimeout(async () => {
      stopping = true;
      show('restarting');
      try {
        await Blazor.pauseCircuit();
      } catch {
        // The connection may close before the answer; what counts is that it closed.
      }
      comeBack();
    }, 0);
  };

  return Blazor.start({
    circuit: {
      reconnectionHandler: {
        onConnectionDown: () => { show(stopping ? 'restarting' : 'lost'); comeBack(); },
        onConnectionUp: hide,
      },
    },
  });
};
