/*
What leaving has beside the guard: Shift pressed three times alone, discreet reading, and the words that are true only
where this runs (data-scripted). Deferred: every page is complete without it. Comments stand on lines of their own:
pages get this file without them (publishing/staticfiles.py).
*/
(() => {
  const page = document.documentElement;
  const titles = document.head.getElementsByTagName('title');
  // With discreet reading on, the guard has put a neutral title before the real one.
  const title = titles[titles.length - 1].text;
  let presses = 0;
  let last = 0;
  let kept;

  const again = (event) => {
    if (event.key !== 'Shift' || event.ctrlKey || event.altKey || event.metaKey) presses = 0;
  };
  addEventListener('keydown', again);
  addEventListener('pointerdown', again);
  addEventListener('keyup', (event) => {
    const link = document.querySelector('a[data-leave]');
    if (event.key !== 'Shift') return;
    presses = event.timeStamp - last < 2000 ? presses + 1 : 1;
    last = event.timeStamp;
    if (presses > 2 && link) link.click();
  });

  // Without storage, nothing else here holds what its words say: they stay hidden.
  try {
    kept = sessionStorage;
  } catch (refused) {}
  if (!kept) return;

  const each = (selector, change) => document.querySelectorAll(selector).forEach(change);

  const show = () => {
    // The guard takes the body of a page that was left.
    if (!document.body) return;
    document.title = kept.discreet ? page.dataset.title : title;
    each('[data-discreet]', (element) => {
      element.hidden = element.dataset.discreet !== (kept.discreet || 'off');
    });
  };

  const replace = (event, address) => {
    if (!kept.discreet || event.defaultPrevented) return;
    event.preventDefault();
    location.replace(address);
  };

  each('[data-scripted]', (element) => {
    element.hidden = false;
  });
  show();
  addEventListener('pageshow', show);
  // Another process of the browser may have written what this one reads late.
  addEventListener('storage', show);
  addEventListener('click', (event) => {
    const button = event.target.closest('[data-discreet-turn]');
    const link = event.target.closest('a[href]');
    if (button) {
      if (button.dataset.discreetTurn === 'on') kept.discreet = 'on';
      else kept.removeItem('discreet');
      show();
      // The button pressed is hidden now: its counterpart takes the focus, where there is one.
      each('[data-discreet]:not([hidden]) [data-discreet-turn]', (other) => {
        if (other.closest('main')) other.focus();
      });
    }
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (!(event.ctrlKey || event.shiftKey || event.metaKey || event.altKey)) replace(event, link.href);
  });
  addEventListener('submit', (event) => {
    const form = event.target;
    const address = form.getAttribute('action').split('?')[0];
    if (form.method === 'get') replace(event, `${address}?${new URLSearchParams(new FormData(form))}`);
  });
})();
