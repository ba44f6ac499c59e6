// What a page of Blazor can't do by itself: keys, scanner, focus, width of the grid.
window.poscloud = (() => {
  let register;           // .NET reference of the register screen
  let tilesObserver;

  const search = () => document.getElementById('search');
  const modal = () => document.querySelector('dialog[open]');

  function focusSearch(select) {
    const field = search();
    if (!field || modal()) return;
    field.focus({ preventScroll: true });
    if (select) field.select();
  }

  // ---- keys ----
  document.addEventListener('keydown', event => {
    const typing = event.target.closest?.('input, textarea, select');
    if (modal()) return;
    if (event.key === 'F2' || (event.key === '/' && (!typing || (typing === search() && !typing.value)))) {
      event.preventDefault();
      focusSearch(true);
    } else if (event.key === 'F8' || event.key === 'F9') {
      event.preventDefault();
      if (!event.repeat) register?.invokeMethodAsync('OnKey', event.key);
    } else if (event.key === 'Escape') {
      if (typing === search() && typing.value) {
        typing.value = '';
        changed(typing);
      } else {
        register?.invokeMethodAsync('OnKey', 'Escape');
      }
    } else if (event.key === 'Enter' && typing && typing === search()) {
      event.preventDefault();
      submit(typing);
    } else if (!search() && !typing && (event.key.length === 1 || event.key === 'Enter') && scanned(event)) {
      event.preventDefault();
    } else if (!typing && event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      // A scanner types wherever the focus is; its first character must land in the field.
      if (search()) focusSearch();
      else register?.invokeMethodAsync('OnKey', event.key);
    } else if (!search() && (event.key === 'Backspace' || (event.key === 'Enter' && event.target === document.body)) && !typing) {
      event.preventDefault();
      register?.invokeMethodAsync('OnKey', event.key);
    }
  });

  // Where there is no search field (paying, paid) a scanner still works: characters that come faster than a person
  // types, ended by Enter, are a scan, never an amount.
  let burst = '';
  let lastKeyAt = 0;
  function scanned(event) {
    const fast = event.timeStamp - lastKeyAt < 50;
    lastKeyAt = event.timeStamp;
    if (event.key !== 'Enter') {
      burst = fast ? burst + event.key : event.key;
      return false;
    }
    const code = burst;
    burst = '';
    if (!fast || code.length < 6) return false;
    register?.invokeMethodAsync('OnSubmitAsync', code);
    return true;
  }

  // ---- search and scan: the field belongs to the browser, so that fast typing never races with the program ----
  let waiting;
  function changed(field) {
    clearTimeout(waiting);
    waiting = setTimeout(() => register?.invokeMethodAsync('OnSearchAsync', field.value), 60);
  }

  async function submit(field) {
    clearTimeout(waiting);
    const text = field.value;
    if (!text.trim()) return;
    // Free at once, so that the next scan never lands behind this one; an unknown code comes back, selected.
    field.value = '';
    const known = await register?.invokeMethodAsync('OnSubmitAsync', text);
    if (known === false && !field.value) {
      field.value = text;
      field.select();
    }
  }

  document.addEventListener('input', event => {
    if (event.target.id === 'search') changed(event.target);
  });

  // After every tap the focus is back in the field; a press of a key on a button leaves it there for the keyboard.
  document.addEventListener('click', event => {
    if (event.detail === 0 || event.target.closest?.('input, textarea, select, dialog, [data-keep-focus]')) return;
    requestAnimationFrame(() => requestAnimationFrame(() => focusSearch()));
  });
  document.addEventListener('close', () => requestAnimationFrame(() => focusSearch()), true);

  // ---- width of the grid ----
  function columnsOf(element) {
    return Math.max(2, Math.floor((element.clientWidth - 32 + 8) / 186));
  }

  function attach(reference) {
    register = reference;
    document.documentElement.dataset.interactive = '';
    tilesObserver?.disconnect();
    let last = 0;
    tilesObserver = new ResizeObserver(entries => {
      const columns = columnsOf(entries[0].target);
      if (columns === last) return;
      last = columns;
      register?.invokeMethodAsync('OnColumnsAsync', columns);
    });
    observeTiles();
    focusSearch();
  }

  function observeTiles() {
    const tiles = document.getElementById('tiles');
    tilesObserver?.disconnect();
    if (tiles) tilesObserver?.observe(tiles);
  }

  // Where the grid is scrolled to is told a moment after it stops, and put back when the program comes back.
  document.addEventListener('scrollend', event => {
    if (event.target.id === 'tiles') register?.invokeMethodAsync('OnScroll', Math.round(event.target.scrollTop));
  }, true);

  // The grid gets its height only after its first rows were measured, so this tries for a moment.
  function scrollTiles(top, tries = 60) {
    const tiles = document.getElementById('tiles');
    if (!tiles || tries === 0) return;
    tiles.scrollTop = top;
    if (Math.abs(tiles.scrollTop - top) > 1) requestAnimationFrame(() => scrollTiles(top, tries - 1));
  }

  function detach() {
    register = undefined;
    tilesObserver?.disconnect();
  }

  function setSearch(text) {
    const field = search();
    if (field) field.value = text;
  }

  function keyboard(on) {
    const field = search();
    if (!field) return;
    field.inputMode = on ? 'search' : 'none';
    field.blur();
    field.focus();
  }

  function reveal(selector) {
    document.querySelector(selector)?.scrollIntoView({ block: 'nearest' });
  }

  if ('serviceWorker' in navigator) navigator.serviceWorker.register('/service-worker.js').catch(() => { });

  return { attach, detach, observeTiles, scrollTiles, focusSearch, setSearch, keyboard, reveal, print: () => window.print() };
})();

// ---- the program went away or is restarting ----
(() => {
  const lost = document.getElementById('lost');
  window.poscloudCircuit(
    why => {
      for (const part of lost.querySelectorAll('[data-when]')) part.hidden = part.dataset.when !== why;
      lost.hidden = false;
    },
    () => {
      lost.hidden = true;
      window.poscloud.focusSearch();
    });
})();
