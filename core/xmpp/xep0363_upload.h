// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"
#include "core/xmpp/xep0030_disco.h"

#include <QList>
#include <QString>

#include <optional>
#include <utility>

/// HTTP File Upload: https://xmpp.org/extensions/xep-0363.html
namespace wardline::xmpp {

/// XEP-0363 4: asks for a place.
struct UploadRequest
{
    static constexpr QStringView kName = u"request";
    static constexpr QStringView kNamespace = u"urn:xmpp:http:upload:0";

    QString fileName;
    qint64 size = 0; ///< bytes
    QString contentType; ///< may be empty

    [[nodiscard]] static Result<UploadRequest> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const UploadRequest &) const = default;
};

/// XEP-0363 4: where to put and where to fetch. Addresses as they are on the wire: whether they may be asked is not
/// judged here.
struct UploadSlot
{
    static constexpr QStringView kName = u"slot";
    static constexpr QStringView kNamespace = UploadRequest::kNamespace;
    static constexpr qsizetype kMaxHeaders = 16;

    QString put;
    QString get;
    QList<std::pair<QString, QString>>
        headers; ///< Authorization, Cookie and Expires alone, in order, without line ends

    [[nodiscard]] static Result<UploadSlot> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const UploadSlot &) const = default;
};

/// XEP-0363 3: the largest file that an upload service takes, in bytes; nothing where it does not say.
[[nodiscard]] std::optional<qint64> maxUploadSize(const DiscoInfo &service);

} // namespace wardline::xmpp
