# SPDX-License-Identifier: GPL-3.0-or-later
"""Every check by its name. A check takes a SourceTree and returns its findings; an empty list is a pass."""

from checks import calls, definitions, headers, layers, packages, promises, registration, texts, versions, words

ALL = {
    "layers": layers.check_includes,
    "link-lines": layers.check_link_lines,
    "third-party-headers": layers.check_third_party,
    "forbidden-calls": calls.check,
    "one-definition": definitions.check,
    "source-registration": registration.check_sources,
    "test-registration": registration.check_tests,
    "licence-line": headers.check_licence,
    "pragma-once": headers.check_pragma,
    "file-length": headers.check_length,
    "translated-texts": texts.check_translated,
    "private-paths": words.check,
    "version": versions.check,
    "package-lists": packages.check,
    "named-tests": promises.check,
}
