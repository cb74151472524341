// SPDX-License-Identifier: GPL-3.0-or-later
// Any XML as a device list, a bundle, an encrypted element: what is taken keeps to its limits and survives being
// written.
#include "core/xml/xml_reader.h"
#include "core/xmpp/xep0384_omemo.h"

#include <cstdint>
#include <cstdlib>

using namespace wardline;

namespace {

template <typename T>
void check(const xml::Element &element)
{
    const auto value = T::fromXml(element);
    if (!value) {
        return;
    }
    auto again = T::fromXml(value->toXml());
    if (!again || again->toXml() != value->toXml()) {
        std::abort();
    }
    if constexpr (requires { value->wasCut; }) {
        if (value->devices.size() > T::kMaxDevices) {
            std::abort();
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto element = xml::readXml({reinterpret_cast<const char *>(data), qsizetype(size)});
    if (element) {
        check<xmpp::OmemoDeviceList>(*element);
        check<xmpp::OmemoBundle>(*element);
        check<xmpp::OmemoEncrypted>(*element);
    }
    return 0;
}
