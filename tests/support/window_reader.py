#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The accessibility side of window_driver.py: one JSON question a line on standard input, one JSON answer a line on standard output."""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  pylint: disable=wrong-import-position

MOST_WIDGETS = 3000
_STATES = {Atspi.StateType.FOCUSED: "focused", Atspi.StateType.ENABLED: "enabled", Atspi.StateType.CHECKED: "checked",
           Atspi.StateType.SELECTED: "selected", Atspi.StateType.EDITABLE: "editable", Atspi.StateType.READ_ONLY: "readonly",
           Atspi.StateType.FOCUSABLE: "focusable"}
_ITEMS = ("list item", "table cell", "tree item")


def application(pid: int):
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(index)
        if child is not None and child.get_process_id() == pid:
            return child
    return None


def text_of(node) -> str:
    """What a text widget holds; a password field tells stars."""
    try:
        interface = node.get_text_iface()
        if interface is not None:
            return Atspi.Text.get_text(interface, 0, Atspi.Text.get_character_count(interface)) or ""
    except GLib.Error:
        pass
    return ""


def actions_of(node) -> list:
    """What can be done with it, by name."""
    try:
        action = node.get_action_iface()
        return [Atspi.Action.get_action_name(action, n) for n in range(Atspi.Action.get_n_actions(action))] if action else []
    except GLib.Error:
        return []


def collect_focused(node, path: list, found: list) -> None:
    try:
        states = node.get_state_set()
        if len(path) > 1 and not states.contains(Atspi.StateType.SHOWING):
            return
        if len(path) > 1 and states.contains(Atspi.StateType.FOCUSED):
            found.append((path, node.get_role_name() in _ITEMS))
        for index in range(node.get_child_count()):
            child = node.get_child_at_index(index)
            if child is not None:
                collect_focused(child, [*path, index], found)
    except GLib.Error:
        return  # gone meanwhile


def focused(top) -> list:
    """The path to what has the keyboard; empty when nothing has it. Qt calls the current item of every list focused, also where the list is
    not: an item counts only if nothing else does."""
    found: list = []
    collect_focused(top, [], found)
    return next((path for path, is_item in found if not is_item), next((path for path, _ in found), []))


def walk(node, path: list, found: list, with_actions: bool = False) -> None:
    try:
        states = node.get_state_set()
        if path and len(path) > 1 and not states.contains(Atspi.StateType.SHOWING):
            return
        found.append({"path": path, "role": node.get_role_name(), "name": node.get_name() or "", "description": node.get_description() or "",
                      "text": text_of(node), "states": [word for state, word in _STATES.items() if states.contains(state)],
                      **({"actions": actions_of(node)} if with_actions else {})})
        count = node.get_child_count()
    except GLib.Error:
        return  # gone meanwhile
    for index in range(count):
        if len(found) >= MOST_WIDGETS:
            return
        try:
            child = node.get_child_at_index(index)
        except GLib.Error:
            return
        if child is not None:
            walk(child, [*path, index], found, with_actions)


def at(node, path: list):
    for index in path:
        node = node.get_child_at_index(index)
    return node


def answer(question: dict) -> dict:
    top = application(question["pid"])
    if top is None:
        return {"widgets": []}
    top.clear_cache()
    if question["do"] == "tree":
        found: list = []
        walk(top, [], found, question.get("actions", False))
        return {"widgets": found[1:]}
    if question["do"] == "focused":
        return {"path": focused(top)}
    node = at(top, question["path"])
    if question["do"] == "focus":
        return {"done": Atspi.Component.grab_focus(node.get_component_iface())}
    action, names = node.get_action_iface(), actions_of(node)
    for wanted in ("Press", "press", "click", "Toggle", "toggle"):
        if wanted in names:
            return {"done": Atspi.Action.do_action(action, names.index(wanted))}
    return {"done": False, "actions": names}


def main() -> None:
    Atspi.init()
    for line in sys.stdin:
        context = GLib.MainContext.default()
        while context.pending():
            context.iteration(False)
        try:
            reply = answer(json.loads(line))
        except (GLib.Error, AttributeError, IndexError) as problem:
            reply = {"widgets": [], "done": False, "problem": str(problem)}
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
