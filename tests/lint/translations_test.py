# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text of the source is translated, every translation keeps what stands in it; and translations/update can tell and can join."""

import importlib.machinery
import importlib.util
import os
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ElementTree

ROOT = os.environ["WARDLINE_SOURCE_DIR"]
TOOL = os.path.join(ROOT, "translations", "update")
sys.dont_write_bytecode = True
loader = importlib.machinery.SourceFileLoader("update", TOOL)
spec = importlib.util.spec_from_loader("update", loader)
update = importlib.util.module_from_spec(spec)
loader.exec_module(update)


def message(source: str, *forms: str, numerus: bool = False) -> ElementTree.Element:
    element = ElementTree.Element("message", {"numerus": "yes"} if numerus else {})
    ElementTree.SubElement(element, "source").text = source
    translation = ElementTree.SubElement(element, "translation")
    for form in forms if numerus else []:
        ElementTree.SubElement(translation, "numerusform").text = form
    if not numerus:
        translation.text = forms[0]
    return element


def file(**texts: str) -> str:
    return update.written("es", {("C", source, ""): message(source, words) for source, words in texts.items()})


class Translations(unittest.TestCase):
    def test_files_are_up_to_date_finished_and_sound(self):
        result = subprocess.run([TOOL, "--check"], capture_output=True, encoding="utf-8", check=False)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def test_a_broken_translation_is_found(self):
        broken = {"placeholder": message("%1 of %2", "%1 de %1"), "access key": message("&Send", "Enviar"), "markup": message("Ward", "<b>Planta</b>"),
                  "lines": message("a\nb", "a b"), "blank": message("Locked: ", "Bloqueado:"),
                  "count": message("%n new", "una nueva", "%n nuevas", numerus=True), "forms": message("%n new", "%n nuevas", numerus=True)}
        for name, element in broken.items():
            with self.subTest(name):
                self.assertTrue(update.problems_in(("C", element.findtext("source"), ""), element))

    def test_a_sound_translation_passes(self):
        for element in (message("%1 of %2", "%2: %1"), message("&Send", "En&viar"), message("A & B < C", "A y B < C", ), message("%n new", "%n nueva", "%n nuevas", numerus=True)):
            source = element.findtext("source")
            self.assertEqual(update.problems_in(("C", source, ""), element), [])

    def test_joining_keeps_what_either_side_added_changed_or_dropped(self):
        base = file(kept="k", changed="old", dropped="d", both="old")
        joined = update.merged(base, file(kept="k", changed="old", both="ours", mine="m"), file(kept="k", changed="new", dropped="d", both="theirs", other="o"))
        words = {key[1]: update.forms_of(element)[0] for key, element in joined.items()}
        self.assertEqual(words, {"kept": "k", "changed": "new", "both": "ours", "mine": "m", "other": "o"})

    def test_writing_is_stable(self):
        with open(update.path_of("es"), encoding="utf-8") as ts:
            text = ts.read()
        self.assertEqual(update.written("es", update.messages_of(text)), text)


if __name__ == "__main__":
    unittest.main()
