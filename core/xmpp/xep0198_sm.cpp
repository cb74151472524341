// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0198_sm.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

using namespace Qt::StringLiterals;

namespace {

/// XEP-0198 4: an unsigned 32-bit number in decimal.
Result<std::uint32_t> count(const xml::Element &element)
{
    const QString text = element.attribute(u"h");
    bool ok = !text.isEmpty() && text.size() <= 10 && text.at(0).isDigit();
    const std::uint32_t value = ok ? text.toUInt(&ok) : 0;
    if (!ok) {
        return failure(XmppError::BadValue, u"h"_s);
    }
    return value;
}

} // namespace

Result<SmEnable> SmEnable::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    WARDLINE_TRY(const bool resume, wire::boolean(element, u"resume"));
    return SmEnable {resume};
}

xml::Element SmEnable::toXml() const
{
    return xml::Element(kName, kNamespace).setOptionalAttribute(u"resume", resume ? u"true" : u"");
}

Result<SmEnabled> SmEnabled::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    SmEnabled enabled;
    WARDLINE_TRY(enabled.id, wire::text(element, u"id", 4000));
    WARDLINE_TRY(enabled.resume, wire::boolean(element, u"resume"));
    enabled.maximumSeconds = wire::parseCount(element.attribute(u"max")).value_or(0);
    return enabled;
}

xml::Element SmEnabled::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setOptionalAttribute(u"id", id).setOptionalAttribute(u"resume", resume ? u"true" : u"");
    return element.setOptionalAttribute(u"max", maximumSeconds > 0 ? QString::number(maximumSeconds) : QString());
}

Result<SmResume> SmResume::fromXml(const xml::Element &element)
{
    SmResume resume;
    if (element.is(u"resumed", kNamespace)) {
        resume.kind = Kind::Resumed;
    } else {
        WARDLINE_CHECK(wire::expect(element, u"resume", kNamespace));
    }
    WARDLINE_TRY(resume.previousId, wire::requiredText(element, u"previd", 4000));
    WARDLINE_TRY(resume.handled, count(element));
    return resume;
}

xml::Element SmResume::toXml() const
{
    xml::Element element(kind == Kind::Resumed ? u"resumed" : u"resume", kNamespace);
    return element.setAttribute(u"previd", previousId).setAttribute(u"h", QString::number(handled));
}

Result<SmFailed> SmFailed::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    SmFailed failed;
    if (element.hasAttribute(u"h")) {
        WARDLINE_TRY(failed.handled, count(element));
    }
    return failed;
}

xml::Element SmFailed::toXml() const
{
    xml::Element element(kName, kNamespace);
    return element.setOptionalAttribute(u"h", handled ? QString::number(*handled) : QString());
}

Result<SmAnswer> SmAnswer::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    WARDLINE_TRY(const std::uint32_t handled, count(element));
    return SmAnswer {handled};
}

xml::Element SmAnswer::toXml() const
{
    return xml::Element(kName, kNamespace).setAttribute(u"h", QString::number(handled));
}

Result<SmRequest> SmRequest::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    return SmRequest {};
}

xml::Element SmRequest::toXml() const
{
    return {kName, kNamespace};
}

} // namespace wardline::xmpp
