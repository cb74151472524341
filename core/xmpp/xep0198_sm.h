// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

#include <cstdint>
#include <optional>

namespace wardline::xmpp {

inline constexpr QStringView kStreamManagementNamespace = u"urn:xmpp:sm:3";

/// XEP-0198 3: `<enable/>`.
struct SmEnable {
    static constexpr QStringView kName = u"enable";
    static constexpr QStringView kNamespace = kStreamManagementNamespace;

    bool resume = true;
    bool operator==(const SmEnable &) const = default;

    [[nodiscard]] static Result<SmEnable> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

/// XEP-0198 3: `<enabled/>`. `location` is not followed and not kept.
struct SmEnabled {
    static constexpr QStringView kName = u"enabled";
    static constexpr QStringView kNamespace = kStreamManagementNamespace;

    QString id; ///< empty: the session cannot be resumed
    bool resume = false;
    int maximumSeconds = 0; ///< 0: not said
    bool operator==(const SmEnabled &) const = default;

    [[nodiscard]] static Result<SmEnabled> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

/// XEP-0198 5: `<resume/>` and `<resumed/>`.
struct SmResume {
    enum class Kind { Resume, Resumed };
    static constexpr QStringView kNamespace = kStreamManagementNamespace;

    Kind kind = Kind::Resume;
    QString previousId;
    std::uint32_t handled = 0;
    bool operator==(const SmResume &) const = default;

    [[nodiscard]] static Result<SmResume> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

/// XEP-0198 3 and 5: `<failed/>`; after a refused resumption perhaps with the count of what still arrived.
struct SmFailed {
    static constexpr QStringView kName = u"failed";
    static constexpr QStringView kNamespace = kStreamManagementNamespace;

    std::optional<std::uint32_t> handled;
    bool operator==(const SmFailed &) const = default;

    [[nodiscard]] static Result<SmFailed> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

/// XEP-0198 4: `<a/>`.
struct SmAnswer {
    static constexpr QStringView kName = u"a";
    static constexpr QStringView kNamespace = kStreamManagementNamespace;

    std::uint32_t handled = 0;
    bool operator==(const SmAnswer &) const = default;

    [[nodiscard]] static Result<SmAnswer> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

/// XEP-0198 4: `<r/>`.
struct SmRequest {
    static constexpr QStringView kName = u"r";
    static constexpr QStringView kNamespace = kStreamManagementNamespace;

    bool operator==(const SmRequest &) const = default;

    [[nodiscard]] static Result<SmRequest> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

} // namespace wardline::xmpp
