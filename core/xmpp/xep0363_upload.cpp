// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0363_upload.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxUrl = 4096;
constexpr qsizetype kMaxHeader = 8 * 1024;

std::optional<qint64> parseSize(const QString &text)
{
    bool isNumber = false;
    const qint64 size = text.toLongLong(&isNumber);
    return isNumber && size >= 0 ? std::optional(size) : std::nullopt;
}

bool isPermitted(QStringView name)
{
    for (const QStringView known : {QStringView(u"Authorization"), QStringView(u"Cookie"), QStringView(u"Expires")}) {
        if (name.compare(known, Qt::CaseInsensitive) == 0) {
            return true;
        }
    }
    return false;
}

QString withoutLineEnds(QString text)
{
    text.remove(u'\r').remove(u'\n');
    return text;
}

Result<QString> urlOf(const xml::Element &slot, QStringView name)
{
    const xml::Element *element = slot.child(name, UploadSlot::kNamespace);
    if (element == nullptr) {
        return failure(XmppError::Missing, name.toString());
    }
    return wire::requiredText(*element, u"url", kMaxUrl);
}

} // namespace

Result<UploadRequest> UploadRequest::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    UploadRequest request;
    WARDLINE_TRY(request.fileName, wire::requiredText(element, u"filename"));
    WARDLINE_TRY(request.contentType, wire::text(element, u"content-type"));
    const auto size = parseSize(element.attribute(u"size"));
    if (!size) {
        return failure(XmppError::BadValue, u"size"_s);
    }
    request.size = *size;
    return request;
}

xml::Element UploadRequest::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"filename", fileName);
    element.setAttribute(u"size", QString::number(size));
    element.setOptionalAttribute(u"content-type", contentType);
    return element;
}

Result<UploadSlot> UploadSlot::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    UploadSlot slot;
    WARDLINE_TRY(slot.put, urlOf(element, u"put"));
    WARDLINE_TRY(slot.get, urlOf(element, u"get"));
    for (const xml::Element *header : element.child(u"put", kNamespace)->childrenNamed(u"header", kNamespace)) {
        const QString name = withoutLineEnds(header->attribute(u"name"));
        const QString value = withoutLineEnds(header->text());
        if (isPermitted(name) && value.size() <= kMaxHeader && slot.headers.size() < kMaxHeaders) {
            slot.headers.append({name, value});
        }
    }
    return slot;
}

xml::Element UploadSlot::toXml() const
{
    xml::Element to(u"put", kNamespace);
    to.setAttribute(u"url", put);
    for (const auto &[name, value] : headers) {
        to.add(xml::Element(u"header", kNamespace).setAttribute(u"name", name).setText(value));
    }
    xml::Element element(kName, kNamespace);
    element.add(to);
    element.add(xml::Element(u"get", kNamespace).setAttribute(u"url", get));
    return element;
}

std::optional<qint64> maxUploadSize(const DiscoInfo &service)
{
    const DataForm *form = service.form(UploadRequest::kNamespace);
    return form == nullptr ? std::nullopt : parseSize(form->value(u"max-file-size"));
}

} // namespace wardline::xmpp
