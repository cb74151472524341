// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as an XML document: what is read is written and read again as the same.
#include "core/xml/xml_precheck.h"
#include "core/xml/xml_reader.h"
#include "core/xml/xml_writer.h"

#include <cstdint>
#include <cstdlib>

using namespace wardline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto element = xml::readXml(bytes);
    if (!element) {
        return 0;
    }
    if (!xml::precheckXml(bytes, xml::XmlLimits())) {
        std::abort(); // read in spite of a refusal
    }
    const auto again = xml::readXml(xml::writeXml(*element), {.bytes = 64 * 1024 * 1024});
    if (!again || *again != *element) {
        std::abort();
    }
    return 0;
}
