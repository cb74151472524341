// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/omemo_uri.h"

#include "core/trust/device_statement.h"
#include "core/trust/trust_error.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace wardline::trust {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kScheme = u"xmpp:";
constexpr QStringView kParameter = u"omemo-sid-";
constexpr quint32 kMaxDeviceId = 0x7fffffff;

Result<OmemoUri::Device> deviceFrom(QStringView parameter)
{
    const qsizetype equals = parameter.indexOf(u'=');
    if (equals < 0) {
        return failure(TrustError::Malformed);
    }
    const QStringView digits = parameter.first(equals).sliced(kParameter.size());
    bool isNumber = false;
    OmemoUri::Device device;
    device.id = digits.toUInt(&isNumber);
    if (!isNumber || device.id == 0 || device.id > kMaxDeviceId || digits.toString() != QString::number(device.id)) {
        return failure(TrustError::Malformed, u"device"_s);
    }
    QByteArray hex = parameter.sliced(equals + 1).toLatin1().toLower();
    if (hex.size() == 2 * kKeySize + 2 && hex.startsWith("05")) {
        hex = hex.sliced(2); // some programs leave the type of the key in front
    }
    device.identityKey = QByteArray::fromHex(hex);
    if (hex.size() != 2 * kKeySize || device.identityKey.toHex() != hex || !statementKeyFromCurve(device.identityKey)) {
        return failure(TrustError::Malformed, u"fingerprint"_s);
    }
    return device;
}

} // namespace

QString OmemoUri::toString() const
{
    // RFC 5122: what is no unreserved character of the two parts is percent-encoded
    QString text = kScheme % QString::fromLatin1(QUrl::toPercentEncoding(person.local())) % u'@'
        % QString::fromLatin1(QUrl::toPercentEncoding(person.domain()));
    for (qsizetype i = 0; i < devices.size(); ++i) {
        text += (i == 0 ? u'?' : u';') % kParameter.toString() % QString::number(devices.at(i).id) % u'='
            % QString::fromLatin1(devices.at(i).identityKey.toHex());
    }
    return text;
}

Result<OmemoUri> OmemoUri::parse(QStringView text)
{
    if (text.size() > kMaxSize) {
        return failure(TrustError::TooLarge);
    }
    if (!text.startsWith(kScheme)) {
        return failure(TrustError::Malformed);
    }
    const QStringView rest = text.sliced(kScheme.size());
    const qsizetype question = rest.indexOf(u'?');
    const QStringView path = question < 0 ? rest : rest.first(question);
    const auto person = model::Jid::parse(QUrl::fromPercentEncoding(path.toUtf8()));
    if (!person || !person->isBare() || person->local().isEmpty()) {
        return failure(TrustError::Malformed, u"address"_s);
    }
    OmemoUri uri;
    uri.person = *person;
    if (question >= 0) {
        const QString query = rest.sliced(question + 1).toString();
        for (const QString &parameter : query.split(QRegularExpression(u"[;&]"_s), Qt::SkipEmptyParts)) {
            if (!parameter.startsWith(kParameter)) {
                continue;
            }
            WARDLINE_TRY(const Device device, deviceFrom(parameter));
            const bool isThere = std::any_of(uri.devices.begin(), uri.devices.end(),
                                             [&device](const Device &known) { return known.id == device.id; });
            if (isThere || uri.devices.size() >= kMaxDevices) {
                return failure(isThere ? TrustError::Malformed : TrustError::TooLarge);
            }
            uri.devices.append(device);
        }
    }
    std::sort(uri.devices.begin(), uri.devices.end(), [](const Device &a, const Device &b) { return a.id < b.id; });
    return uri;
}

} // namespace wardline::trust
