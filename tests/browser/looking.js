// What a test asks of a page in a browser: each function returns the faults it finds, in words. Loaded before the page.
globalThis.looking = (() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = (text) => text.replace(/\s+/g, " ").trim();
  const brief = (element) => element.outerHTML.slice(0, 110);
  const shows = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && !element.closest(".visually-hidden, [aria-hidden=true]");
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const STOPS = `${CONTROLS}, [tabindex]`;

  const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
  const mayScroll = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) if (scrolls(at)) return true;
    return false;
  };

  // Text that stands outside of the window, or in a box too small for it.
  function cut() {
    const faults = [];
    for (const element of all("body *")) {
      if (!shows(element) || element.closest("svg")) continue;
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      const style = getComputedStyle(element);
      const hides = /hidden|clip/.test(style.overflowX + style.overflowY);
      const spills = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
      if (hides && spills && element.innerText.trim()) faults.push(`cut: ${brief(element)}`);
      if (!own || mayScroll(element) || element.matches(".skip-link")) continue;
      for (const box of element.getClientRects())
        if (box.width && (box.right > innerWidth + 1 || box.left < -1)) {
          faults.push(`outside: ${brief(element)}`);
          break;
        }
    }
    if (document.documentElement.scrollWidth > innerWidth) faults.push("the page scrolls sideways");
    return faults;
  }

  // Texts of two different blocks that stand one on the other.
  function overlapping() {
    const block = (element) => {
      while (getComputedStyle(element).display.startsWith("inline") && element.parentElement) element = element.parentElement;
      return element;
    };
    // From the start of a region that scrolls, what stays in sight covers nothing; what the region hides stands nowhere.
    for (const region of all(".table-scroll")) region.scrollTo(0, 0);
    const boxes = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!node.data.trim() || !shows(parent) || parent.closest(".skip-link, .top, svg, option")) continue;
      const region = parent.closest(".table-scroll")?.getBoundingClientRect();
      range.selectNodeContents(node);
      for (const box of range.getClientRects())
        if (box.width > 4 && box.height > 8 && !(region && (box.bottom > region.bottom || box.right > region.right)))
          boxes.push({ box, parent, block: block(parent) });
    }
    boxes.sort((one, other) => one.box.top - other.box.top);
    const faults = [];
    boxes.forEach((one, at) => {
      for (let next = at + 1; next < boxes.length && boxes[next].box.top < one.box.bottom - 4; next++) {
        const other = boxes[next];
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const related = one.block === other.block || one.block.contains(other.block) || other.block.contains(one.block);
        if (across > 4 && !related) faults.push(`overlap: ${brief(one.parent)} / ${brief(other.parent)}`);
      }
    });
    return faults;
  }

  // The height that what stays at the top or the bottom of the window takes from the page.
  function stuck() {
    return all("body *")
      .filter((element) => /sticky|fixed/.test(getComputedStyle(element).position) && shows(element))
      .map((element) => element.getBoundingClientRect())
      .filter((box) => box.bottom > 0 && box.width > innerWidth / 2)
      .reduce((sum, box) => sum + box.height, 0);
  }

  // WCAG 2.2, 1.4.12: no loss when a reader spaces the text like this.
  function spaceText() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }" +
        "p { margin-block-end: 2em !important; }",
    );
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => (document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet));
  }

  function spaced() {
    const undo = spaceText();
    const faults = [...cut(), ...overlapping()];
    undo();
    return faults;
  }

  // The page in a browser that knows nothing of position: sticky.
  function unstuck() {
    const before = document.body.innerText;
    const sticky = all("body *").filter((element) => getComputedStyle(element).position === "sticky");
    for (const element of sticky) element.style.position = "static";
    scrollTo(0, 0);
    const exit = document.querySelector(".exit");
    const box = exit ? exit.getBoundingClientRect() : { top: 0, bottom: 0 };
    const faults = document.documentElement.scrollWidth > innerWidth ? ["the page scrolls sideways"] : [];
    if (document.body.innerText !== before) faults.push("the text is not the same");
    if (box.top < 0 || box.bottom > innerHeight) faults.push("the exit is not on the first screen");
    for (const element of sticky) element.style.removeProperty("position");
    return faults;
  }

  const rgb = (color) => (color.match(/[\d.]+/g) || []).map(Number);
  const clear = (color) => color === "transparent" || rgb(color)[3] === 0;
  function luminance(color) {
    const [red, green, blue] = rgb(color).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }
  function ground(element) {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (!clear(color)) return color;
    }
    return "rgb(255, 255, 255)";
  }

  // What is wrong with the element that has the focus, as a reader without a pointer sees it.
  function focusFaults(element) {
    const faults = [];
    const style = getComputedStyle(element);
    const boxes = [...element.getClientRects()].filter((box) => box.width && box.height);
    const inSight = boxes.filter((box) => box.bottom > 0 && box.top < innerHeight);
    if (!inSight.length) faults.push("out of sight");
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push("no outline");
    else {
      const inside = parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth) <= 0;
      const found = contrast(style.outlineColor, ground(inside ? element : element.parentElement));
      if (found < 3) faults.push(`outline at ${found.toFixed(1)}:1`);
    }
    const box = inSight[0];
    if (box) {
      const [across, down] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      const points = [[box.left + 2, down], [box.right - 2, down], [across, box.top + 2], [across, box.bottom - 2]]; // prettier-ignore
      for (const [x, y] of points) {
        if (x < 0 || x >= innerWidth || y >= innerHeight) continue;
        const top = y < 0 ? null : document.elementFromPoint(x, y);
        if (y < 0 ? box.height <= innerHeight / 2 : top && !top.contains(element) && !element.contains(top)) {
          faults.push(`covered by ${top ? brief(top) : "the edge of the window"}`);
          break;
        }
      }
    }
    return faults.map((fault) => `${fault}: ${brief(element)}`);
  }

  // Looks at each stop just before the next key press, when the page has scrolled to it.
  function walk() {
    const walked = { stops: [], faults: [] };
    const look = (event) => {
      const at = document.activeElement;
      if (event.key !== "Tab" || !at || at === document.body || walked.stops.includes(at)) return;
      walked.stops.push(at);
      walked.faults.push(...focusFaults(at));
    };
    addEventListener("keydown", look, true);
    walked.expected = all(STOPS).filter((element) => {
      const inFold = element.closest("details:not([open])");
      const folded = inFold && !(element.matches("summary") && element.parentElement === inFold) && !element.checkVisibility();
      return element.tabIndex >= 0 && !element.disabled && !folded && element.checkVisibility({ visibilityProperty: true });
    });
    walked.end = () => {
      removeEventListener("keydown", look, true);
      const { stops, expected } = walked;
      const missed = expected.filter((element) => !stops.includes(element)).map((element) => `not reached: ${brief(element)}`);
      const late = stops
        .slice(1)
        .filter((stop, at) => !(stops[at].compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING))
        .map((stop) => `out of order: ${brief(stop)}`);
      const forced = all("[tabindex]").filter((element) => element.tabIndex > 0).map((element) => `order forced: ${brief(element)}`);
      return [...walked.faults, ...missed, ...late, ...forced];
    };
    globalThis.walked = walked;
    return walked.expected.length;
  }

  // Main text whose order to the eye is not its order to the keyboard.
  function reordered() {
    return all("main *")
      .filter((element) => {
        const style = getComputedStyle(element);
        return style.order !== "0" || /reverse/.test(style.flexDirection + style.flexWrap) || /dense/.test(style.gridAutoFlow);
      })
      .map(brief);
  }

  const bordered = (style) =>
    ["Top", "Bottom"].some((side) => style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0);
  const underlined = (element) => {
    for (let at = element; at && at.tagName !== "LI" && at !== document.body; at = at.parentElement)
      if (/underline/.test(getComputedStyle(at).textDecorationLine)) return true;
    return all("*", element).some((inner) => /underline/.test(getComputedStyle(inner).textDecorationLine));
  };

  // With colors that the reader has chosen: controls without an edge or a line, marks that are gone.
  function forced() {
    const faults = all(CONTROLS)
      .filter((element) => shows(element) && !element.matches("summary"))
      .filter((element) => !bordered(getComputedStyle(element)) && !underlined(element))
      .map((element) => `neither border nor underline: ${brief(element)}`);
    for (const summary of all("summary"))
      if (shows(summary) && getComputedStyle(summary).display !== "list-item" && !bordered(getComputedStyle(summary)) && !underlined(summary))
        faults.push(`no mark that it unfolds: ${brief(summary)}`);
    const canvas = getComputedStyle(document.documentElement).backgroundColor;
    const marks = [
      ...all(".tier").map((element) => [element, getComputedStyle(element, "::before")]),
      ...all(".signs__item").map((element) => [element, getComputedStyle(element, "::before")]),
    ];
    for (const [element, style] of marks) {
      const kept = style.forcedColorAdjust === "none" && !clear(style.backgroundColor) ? style.backgroundColor : null;
      const seen = bordered(style) ? style.borderTopColor : kept || (style.backgroundImage !== "none" ? style.color : null);
      if (!seen || contrast(seen, canvas) < 3) faults.push(`mark not seen: ${brief(element)}`);
    }
    return faults;
  }

  // What moves, or would.
  function moving() {
    const still = (text) => text.split(",").every((part) => parseFloat(part) === 0);
    const faults = all("*")
      .filter((element) => {
        const style = getComputedStyle(element);
        return style.animationName !== "none" || !still(style.transitionDuration) || style.scrollBehavior !== "auto";
      })
      .map(brief);
    return [...faults, ...document.getAnimations().map(() => "an animation runs")];
  }

  // Links in running text that only their color tells from it.
  function colorAlone() {
    return all("main p a, main li a, main dd a, main td a, footer p a")
      .filter((link) => {
        const holder = link.closest("p, li, dd, td");
        const around = words(holder.innerText).length > words(link.innerText).length + 3;
        return shows(link) && around && !underlined(link) && !bordered(getComputedStyle(link));
      })
      .map(brief);
  }

  function nameOf(element) {
    const pointed = element.getAttribute("aria-labelledby");
    if (pointed) return words(pointed.split(/\s+/).map((id) => document.getElementById(id)?.textContent || "").join(" "));
    if (element.getAttribute("aria-label")) return words(element.getAttribute("aria-label"));
    if (element.labels?.length) return words([...element.labels].map((label) => label.textContent).join(" "));
    const copy = element.cloneNode(true);
    for (const hidden of all("[aria-hidden=true], script, noscript", copy)) hidden.remove();
    for (const image of all("img", copy)) image.replaceWith(image.alt);
    return words(copy.textContent);
  }

  const VAGUE = new Set([
    "here", "click here", "more", "read more", "learn more", "see more", "link", "source", "this page", "details",
    "ici", "cliquez ici", "cliquer ici", "plus", "lire la suite", "en savoir plus", "voir plus", "lien", "cette page",
  ]); // prettier-ignore

  // Names of links and buttons, as a list of them is read alone.
  function names() {
    const faults = [];
    const places = new Map();
    for (const control of all(`${CONTROLS}`)) {
      const name = nameOf(control);
      if (!name) faults.push(`no name: ${brief(control)}`);
      if (VAGUE.has(name.toLowerCase().replace(/[.…:»«]/g, "").trim())) faults.push(`vague: ${brief(control)}`);
      if (control.matches("a, button, summary") && control.hasAttribute("aria-label") && shows(control)) {
        const seen = words(control.innerText).toLowerCase();
        if (!name.toLowerCase().includes(seen)) faults.push(`"${seen}" is not in the name "${name}"`);
      }
      if (control.matches("a")) {
        // A place on the page itself is told from a page by the list that the link stands in.
        const [page] = control.href.split("#");
        const here = page === location.href.split("#")[0] && control.hash;
        const key = `${here ? "# " : ""}${name.toLowerCase()}`;
        if (!places.has(key)) places.set(key, new Set());
        places.get(key).add(page);
      }
    }
    for (const [name, found] of places)
      if (found.size > 1) faults.push(`one name, ${found.size} places: ${name} → ${[...found].slice(0, 3).join(" , ")}`);
    return faults;
  }

  const ROLES = { HEADER: "banner", FOOTER: "contentinfo", MAIN: "main", NAV: "navigation", ASIDE: "complementary", SECTION: "region", FORM: "form" };
  function roleOf(element) {
    const role = element.getAttribute("role") || ROLES[element.tagName] || "";
    const named = element.hasAttribute("aria-label") || element.hasAttribute("aria-labelledby");
    if (/HEADER|FOOTER/.test(element.tagName) && element.parentElement.closest("main, article, section, aside, nav")) return "";
    if (/^(region|form)$/.test(role) && !named) return "";
    return role;
  }

  // The landmarks and headings of the page in order, one a line: the story of the page.
  function outline() {
    const LANDMARKS = new Set([...Object.values(ROLES), "search"]);
    return all("header, footer, main, nav, aside, section, form, [role], h1, h2, h3, h4, h5, h6")
      .filter((element) => element.checkVisibility())
      .map((element) => {
        if (/^H\d$/.test(element.tagName)) return { level: Number(element.tagName[1]), name: words(element.innerText) };
        const named = element.hasAttribute("aria-label") || element.hasAttribute("aria-labelledby");
        return { role: roleOf(element), name: named ? nameOf(element) : "" };
      })
      .filter((line) => line.level || LANDMARKS.has(line.role));
  }

  // What is touched first, and what is filled in: too small for a thumb.
  function small() {
    return all(".exit, .help-strip a, .help-strip summary, main button, main input:not([type=hidden]), main select, main textarea")
      .filter(shows)
      .filter((element) => !element.closest(".help-strip__details"))
      .map((element) => [element, element.getBoundingClientRect()])
      .filter(([, box]) => box.width < 43.9 || box.height < 43.9)
      .map(([element, box]) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${brief(element)}`);
  }

  return { cut, overlapping, stuck, spaced, unstuck, walk, reordered, forced, moving, colorAlone, names, outline, small };
})();
