"""A plain window around WebKitGTK, with an address bar, tabs, and Back and Forward on the usual keys.

WebKitGTK's own MiniBrowser keeps no pages in memory while it is driven, which would hide the worst faults of an exit.
Run by the system's Python, which has GTK: webkit_window.py PORT ADDRESS [memory] [scripts] (what is allowed).
At PORT on this machine, each line that comes is a JavaScript expression; its value goes back as a line of JSON.
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gdk, Gio, GLib, Gtk, WebKit2  # noqa: E402


class Window(Gtk.Window):
    """The window: an address bar, and a page for each tab."""

    def __init__(self, address, allowed):
        super().__init__()
        self.settings = WebKit2.Settings(
            enable_page_cache="memory" in allowed,
            enable_javascript="scripts" in allowed,
        )
        # As browsers do: another site, another process.
        self.context = WebKit2.WebContext(process_swap_on_cross_site_navigation_enabled=True)
        self.bar = Gtk.Entry()
        self.bar.connect("activate", lambda bar: self.page.load_uri(bar.get_text()))
        self.tabs = Gtk.Notebook(show_tabs=False, show_border=False)
        self.tabs.connect("switch-page", lambda _tabs, page, _number: self._name(page))
        box = Gtk.Box(orientation=Gtk.Orientation.VERTICAL)
        box.pack_start(self.bar, False, False, 0)
        box.pack_start(self.tabs, True, True, 0)
        self.add(box)
        self.connect("key-press-event", self._pressed)
        self.connect("destroy", Gtk.main_quit)
        self.open(address)
        self.show_all()

    @property
    def page(self):
        """The page in front."""
        return self.tabs.get_nth_page(self.tabs.get_current_page())

    def open(self, address):
        """Open a tab, in front."""
        page = WebKit2.WebView(web_context=self.context, settings=self.settings)
        page.connect("notify::title", lambda page, _title: self._name(page))
        page.connect("notify::uri", lambda page, _address: self._name(page))
        page.show()
        self.tabs.set_current_page(self.tabs.append_page(page))
        page.load_uri(address)

    def _name(self, page):
        if page in (self.page, None) or self.tabs.get_n_pages() == 1:
            self.set_title(page.get_title() or page.get_uri() or "")
            self.bar.set_text(page.get_uri() or "")

    def _pressed(self, _window, event):
        keys = (event.state & Gtk.accelerator_get_default_mod_mask(), Gdk.keyval_name(event.keyval))
        control, alt = Gdk.ModifierType.CONTROL_MASK, Gdk.ModifierType.MOD1_MASK
        actions = {
            (alt, "Left"): lambda: self.page.go_back(),
            (alt, "Right"): lambda: self.page.go_forward(),
            (Gdk.ModifierType(0), "F5"): lambda: self.page.reload(),
            (control, "l"): lambda: self.bar.grab_focus(),
            (control, "t"): lambda: self.open("about:blank"),
            (control, "Page_Up"): lambda: self.tabs.prev_page(),
        }
        action = actions.get(keys)
        if action:
            action()
        return bool(action)

    def answer(self, _service, connection, _source):
        """Answer one question, then hang up."""
        lines = Gio.DataInputStream.new(connection.get_input_stream())

        def asked(stream, result):
            line, _size = stream.read_line_finish_utf8(result)
            self.page.evaluate_javascript(line or "null", -1, None, None, None, evaluated)

        def evaluated(page, result):
            try:
                said = page.evaluate_javascript_finish(result).to_json(0) or "null"
            except GLib.Error:
                said = "null"
            connection.get_output_stream().write_all(f"{said}\n".encode(), None)
            connection.close(None)

        lines.read_line_async(GLib.PRIORITY_DEFAULT, None, asked)
        return True


def main():
    """Show the window until it is closed."""
    port, address, *allowed = sys.argv[1:]
    window = Window(address, allowed)
    service = Gio.SocketService()
    service.add_inet_port(int(port), None)
    service.connect("incoming", window.answer)
    service.start()
    Gtk.main()


main()
