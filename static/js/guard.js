/*
The guard: keeps a visit that was left from showing again. It stands in the head of every page, before the title, so
that it decides before anything is painted. Why it is so: docs/decisions/0008-leaving.md; what was proved: docs/leaving.md.

Comments stand on lines of their own: pages get this file without them (publishing/guard.py). Old phones read it: no
syntax younger than 2015, for a page that cannot read its guard has only the plain link.

Each entry of the tab's history carries the number of exits that came before it; the tab counts the exits. An entry
with a smaller number than the tab belongs to a visit that was left: its page stays blank and goes on to the target.
*/
(() => {
  const page = document.documentElement;
  const GUARDED = 1;
  const LEFT = 2;
  let kept = {};
  let channel;
  let timer;
  // Both throw when the reader refuses storage, and views inside other applications may have none (null).
  try {
    kept = sessionStorage || kept;
    channel = new BroadcastChannel('exit');
  } catch (refused) {}

  const out = () => location.replace(page.dataset.exit);
  // WebKit paints nothing more once it is on its way elsewhere: a blank frame first. (A hidden tab draws no frames.)
  const outOnceBlank = () => {
    timer = setTimeout(out, 100);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      // A page that comes back from memory may have spoken too early to be heard.
      bland();
      timer = setTimeout(out);
    });
  };

  // Another title first: Chromium tells its bar of changes only, and an entry may have had a title of its own before.
  const bland = () => {
    document.title = '–';
    document.title = page.dataset.exit.split('/')[2];
  };

  const check = () => {
    const exits = +kept.exits || 0;
    const known = window.navigation && navigation.currentEntry;
    const entries = known ? navigation.entries() : [];
    const here = known ? known.index : 0;
    let first = 0;

    if (history.state === null) history.replaceState(exits, '');
    // After replaceState, which empties the state that this interface keeps. Read anew: the entry is another object.
    if (known && !navigation.currentEntry.getState()) navigation.updateCurrentEntry({ state: GUARDED });

    // The storage of a page restored from memory may be older than the exit: a later entry that was left tells.
    if (history.state >= exits && !entries.some((entry) => entry.index > here && entry.getState() === LEFT)) {
      page.style.display = '';
      if (kept.discreet) document.title = page.dataset.title;
      return;
    }

    // The root is hidden and kept: without it, tabs show our address in place of the title.
    page.style.display = 'none';
    bland();
    if (document.body) document.body.remove();
    history.replaceState(-1, '');
    if (known) navigation.updateCurrentEntry({ state: LEFT });

    // Cut the visit out of the history: go, blank, to its first page, and drop from there all that lies ahead.
    clearTimeout(timer);
    while (first < here && !entries[first].getState()) first++;
    if (first < here) {
      history.go(first - here);
      timer = setTimeout(out, 700);
    } else {
      if (entries[here + 1]) history.pushState(-1, '');
      outOnceBlank();
    }
  };

  // The entry is marked first: where storage is refused or full, the page leaves all the same.
  const leave = () => {
    history.replaceState(-1, '');
    try {
      kept.exits = (+kept.exits || 0) + 1;
    } catch (full) {}
    check();
  };

  check();
  // The last: what another process of the browser wrote may be read late.
  ['pageshow', 'popstate', 'hashchange', 'storage'].forEach((moment) => addEventListener(moment, check));
  // A page kept in memory comes back as it went: blank, until it has been checked.
  addEventListener('pagehide', () => {
    page.style.display = 'none';
  });
  addEventListener('click', (event) => {
    const link = event.target.closest('a[data-leave]');
    if (!link) return;
    page.dataset.exit = link.href;
    // Throws our pages out of memory, and makes the other tabs leave.
    if (channel) channel.postMessage(0);
    leave();
    // Last, so that the plain link works if anything above fails.
    event.preventDefault();
  });
  if (channel) channel.onmessage = leave;
})();
